package com.moalog.server.retrospect;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** All that the page of a retrospect opens with, in one answer. */
class RetrospectPageTest {

  private static final String DRAFT =
      "{\"drafts\":[{\"questionNumber\":2,\"content\":\"mine alone\"}]}";

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final Person watcher = server.people().newcomer();

  private String path = "";
  private long id;

  @BeforeEach
  void plan() {
    Retro.Room room = retro.room(owner, "Room with a page");
    retro.join(guest, room);
    retro.join(watcher, room);
    id = retro.retrospect(owner, room, "Project");
    path = "/api/v1/retrospects/" + id;
    retro.participate(owner, id);
    retro.participate(guest, id);
    retro.submit(guest, id, "We released on time");
    as(owner).put(path + "/drafts", DRAFT).success();
  }

  @Test
  void saysTheSameAsTheCallsThatItReplaces() {
    for (Person each : new Person[] {owner, guest, watcher}) {
      JsonNode page = page(each);
      assertThat(page.path("detail")).isEqualTo(as(each).get(path).success());
      assertThat(page.path("standing")).isEqualTo(as(each).get(path + "/standing").success());
      assertThat(page.path("references")).isEqualTo(as(each).get(path + "/references").success());
      assertThat(page.path("mode")).isEqualTo(as(each).get(path + "/mode").success());
    }
  }

  @Test
  void hasTheCallersOwnAnswersAndNobodyElses() {
    JsonNode own = as(owner).get(path + "/drafts").success().path("drafts");
    assertThat(page(owner).path("drafts")).isEqualTo(own);
    assertThat(own.get(1).path("content").asString()).isEqualTo("mine alone");
    assertThat(page(guest).toString()).doesNotContain("mine alone");
    assertThat(page(watcher).path("drafts")).isEmpty();
    assertThat(page(watcher).at("/standing/status").asString()).isEqualTo("NONE");
  }

  @Test
  void speaksTheLanguageOfTheRequest() {
    JsonNode english = as(owner).with("Accept-Language", "en").get(path + "/page").success();
    JsonNode detail = as(owner).with("Accept-Language", "en").get(path).success();
    assertThat(english.path("detail")).isEqualTo(detail);
  }

  @Test
  void namesTheEventThatItWasReadAfter() {
    long before = page(owner).path("lastEventId").asLong();
    retro.participate(watcher, id);
    JsonNode after = page(owner);
    assertThat(after.path("lastEventId").asLong()).isEqualTo(before + 1);
    assertThat(after.at("/detail/members")).hasSize(3);
  }

  @Test
  void beginsBeforeAnythingHasHappened() {
    Retro.Room room = retro.room(owner, "New room");
    long quiet = retro.retrospect(owner, room, "Quiet");
    JsonNode page = as(owner).get("/api/v1/retrospects/" + quiet + "/page").success();
    assertThat(page.path("lastEventId").asLong()).isZero();
  }

  @Test
  void isForThoseOfTheRoom() {
    Person stranger = server.people().newcomer();
    as(stranger).get(path + "/page").isRefused(403, "RETRO4031");
    as(stranger).put(path + "/page/drafts", DRAFT).isRefused(403, "RETRO4031");
    as(stranger).get(path + "/page/responses?category=ALL").isRefused(404, "RETRO4041");
    server.client().get(path + "/page").isRefused(401, "AUTH4001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x"})
  void refusesWhatIsNoId(String odd) {
    as(owner).get("/api/v1/retrospects/" + odd + "/page").isRefused(400, "COMMON400");
  }

  private JsonNode page(Person person) {
    return as(person).get(path + "/page").success();
  }

  private ApiClient as(Person person) {
    return server.people().as(person);
  }
}
