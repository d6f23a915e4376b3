package com.moalog.server.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Has a server of its own, because all members of a server share one pace. */
class AiRaceTest {

  @Test
  void letsOneOfFiftyAnalysesAtOnceThrough() {
    try (TestServer server = TestServer.beside(Map.of())) {
      Retro retro = new Retro(server);
      Person owner = server.people().newcomer();
      Retro.Room room = retro.room(owner, "Race");
      long id = retro.retrospect(owner, room, "P");
      retro.participate(owner, id);
      retro.submit(owner, id, "Deployment was smooth");
      List<ApiClient> members =
          IntStream.range(0, 50).mapToObj(_ -> memberOf(room, retro, server)).toList();
      AtomicInteger next = new AtomicInteger();
      List<ApiAnswer> answers =
          Race.of(
              50,
              () ->
                  members
                      .get(next.getAndIncrement())
                      .post("/api/v1/retrospects/" + id + "/analysis"));
      assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(1);
      assertThat(Race.count(answers, 409, "RETRO4091") + Race.count(answers, 429, "RATE4291"))
          .isEqualTo(49);
      assertThat(used(server, "ROOM_ANALYSIS", room.id())).isEqualTo(1);
    }
  }

  @Test
  void givesThreeHintsAMonthHoweverManyAreAskedForAtOnce() {
    try (TestServer server = TestServer.beside(Map.of())) {
      Retro retro = new Retro(server);
      Person person = server.people().newcomer();
      long id = retro.retrospect(person, retro.room(person, "Hints"), "P");
      retro.participate(person, id);
      ApiClient member = server.people().as(person);
      List<ApiAnswer> answers =
          Race.of(
              10, () -> member.post("/api/v1/retrospects/" + id + "/questions/1/assistant", "{}"));
      assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(3);
      assertThat(Race.count(answers, 403, "AI4032")).isEqualTo(7);
      assertThat(used(server, "MEMBER_ASSISTANT", person.id())).isEqualTo(3);
      int stored =
          server
              .database()
              .sql("SELECT COUNT(*) FROM assistant_usage WHERE member_id = :member")
              .param("member", person.id())
              .query(Integer.class)
              .single();
      assertThat(stored).isEqualTo(3);
    }
  }

  @Test
  void refusesNobodyWhoseFirstCallsOfTheMonthComeAtOnce() {
    try (TestServer server = TestServer.beside(Map.of())) {
      Retro retro = new Retro(server);
      Person person = server.people().newcomer();
      server.people().givePro(person);
      long id = retro.retrospect(person, retro.room(person, "Firsts"), "P");
      retro.participate(person, id);
      ApiClient member = server.people().as(person);
      Race.of(10, () -> member.get("/api/v1/members/me"));
      List<ApiAnswer> answers =
          Race.of(
              10, () -> member.post("/api/v1/retrospects/" + id + "/questions/1/assistant", "{}"));
      assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(10);
      assertThat(used(server, "MEMBER_ASSISTANT", person.id())).isEqualTo(10);
    }
  }

  private static ApiClient memberOf(Retro.Room room, Retro retro, TestServer server) {
    Person person = server.people().newcomer();
    retro.join(person, room);
    return server.people().as(person);
  }

  private static int used(TestServer server, String scope, long of) {
    return server
        .database()
        .sql("SELECT used FROM ai_usage_counter WHERE scope_type = :scope AND scope_id = :id")
        .param("scope", scope)
        .param("id", of)
        .query(Integer.class)
        .single();
  }
}
