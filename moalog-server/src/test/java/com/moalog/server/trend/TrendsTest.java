package com.moalog.server.trend;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrendsTest {

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final Retro.Room room = retro.room(owner, "Trends");
  private final String path = "/api/v1/retro-rooms/" + room.id() + "/trends";

  TrendsTest() {
    retro.join(guest, room);
  }

  @Test
  void knowsNothingOfANewRoom() {
    JsonNode trends = asOwner.get(path).success();
    assertThat(trends.path("retrospects")).isEmpty();
    assertThat(trends.path("themes")).isEmpty();
    assertThat(trends.path("kept").path("keptRate").isNull()).isTrue();
  }

  @Test
  void showsWhatComesBackAndWhoTakesPart() {
    long first = held("배포 과정이 느려서 답답했어요");
    long second = held("이번에도 배포 과정이 느려서 걱정이에요");
    long open = retro.retrospect(owner, room, "Open");
    retro.participate(guest, open);
    asOwner.post("/api/v1/retrospects/" + first + "/analysis").success();

    JsonNode trends = asOwner.get(path).success();
    JsonNode sessions = trends.path("retrospects");
    assertThat(sessions.valueStream().map(one -> one.path("retrospectId").asLong()))
        .containsExactly(first, second, open);
    assertThat(sessions.get(0).path("emotions")).hasSize(3);
    assertThat(sessions.get(1).path("emotions")).isEmpty();
    assertThat(sessions.get(1).path("submitters").asInt()).isEqualTo(2);
    assertThat(sessions.get(2).path("participants").asInt()).isEqualTo(1);
    assertThat(sessions.get(2).path("submitters").asInt()).isZero();
    assertThat(trends.path("themes").valueStream().map(theme -> theme.path("word").asString()))
        .anyMatch(word -> word.contains("배포"));
    assertThat(trends.path("themes").get(0).path("retrospects").asInt()).isEqualTo(2);
  }

  @Test
  void looksOverTheLatestTwelve() {
    for (int held = 0; held < TrendRows.LATEST + 1; held++) {
      retro.retrospect(owner, room, "P" + held);
    }
    JsonNode sessions = asOwner.get(path).success().path("retrospects");
    assertThat(sessions).hasSize(TrendRows.LATEST);
    assertThat(sessions.get(0).path("title").asString()).isEqualTo("P1");
  }

  private long held(String answer) {
    long id = retro.retrospect(owner, room, "P");
    retro.participate(owner, id);
    retro.participate(guest, id);
    retro.submit(owner, id, answer);
    retro.submit(guest, id, answer);
    return id;
  }
}
