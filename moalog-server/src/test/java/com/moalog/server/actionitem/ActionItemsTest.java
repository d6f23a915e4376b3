package com.moalog.server.actionitem;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ActionItemsTest {

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final ApiClient asGuest = server.people().as(guest);
  private final Retro.Room room = retro.room(owner, "Promises");
  private final long id;
  private final String items = "/api/v1/retro-rooms/" + room.id() + "/action-items";

  ActionItemsTest() {
    retro.join(guest, room);
    id = retro.retrospect(owner, room, "P");
  }

  @Test
  void takesThreeItemsOfARetrospectHoweverManyComeAtOnce() {
    List<ApiAnswer> answers =
        Race.of(20, () -> asOwner.post(items, "{\"content\":\"x\",\"retrospectId\":" + id + "}"));
    assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(3);
    assertThat(Race.count(answers, 409, "ACTION4092")).isEqualTo(17);
  }

  @Test
  void opensTheNextRetrospectWithWhatIsOpen() {
    long open = made("{\"content\":\"stays open\",\"retrospectId\":%d}".formatted(id));
    long done = made("{\"content\":\"done before\",\"retrospectId\":%d}".formatted(id));
    patch(done, "{\"status\":\"done\"}").success();
    server
        .database()
        .sql("UPDATE action_item SET closed_at = closed_at - INTERVAL 1 HOUR WHERE status = 'DONE'")
        .update();
    long next = retro.retrospect(owner, room, "Next");
    long own = made("{\"content\":\"made here\",\"retrospectId\":%d}".formatted(next));
    assertThat(ids(next, "open")).containsExactly(open);
    assertThat(ids(next, "made")).containsExactly(own);
    patch(open, "{\"status\":\"DONE\"}").success();
    assertThat(ids(next, "open")).as("what is closed in the meeting stays").containsExactly(open);
    assertThat(ids(id, "open")).isEmpty();
  }

  @Test
  void proposesWhatTheAnalysisFound() {
    retro.participate(owner, id);
    retro.participate(guest, id);
    retro.submit(owner, id, "We released on time and the tests were slow");
    retro.submit(guest, id, "The tests were slow");
    asOwner.post("/api/v1/retrospects/" + id + "/analysis").success();
    JsonNode proposals = of(id).path("proposals");
    assertThat(proposals).hasSize(2);
    assertThat(proposals.get(0).path("memberId").asLong()).isEqualTo(owner.id());
    assertThat(proposals.get(0).path("content").asString()).isNotBlank();
    JsonNode made =
        asOwner
            .post(
                items, "{\"content\":\"m\",\"retrospectId\":%d,\"kind\":\"mission\"}".formatted(id))
            .success();
    assertThat(made.path("origin").path("kind").asString()).isEqualTo("MISSION");
  }

  @Test
  void changesWhatIsNamedAndNothingElse() {
    long item =
        made(
            "{\"content\":\"a\",\"ownerMemberId\":%d,\"dueDate\":\"2026-01-31\"}"
                .formatted(guest.id()));
    JsonNode renamed = patch(item, "{\"content\":\"b\"}").success();
    assertThat(renamed.path("owner").path("memberId").asLong()).isEqualTo(guest.id());
    assertThat(renamed.path("dueDate").asString()).isEqualTo("2026-01-31");
    assertThat(renamed.path("overdue").asBoolean()).isTrue();
    JsonNode bare = patch(item, "{\"ownerMemberId\":null,\"dueDate\":null}").success();
    assertThat(bare.path("owner").isNull()).isTrue();
    assertThat(bare.path("dueDate").isNull()).isTrue();
    JsonNode closed = patch(item, "{\"status\":\"DROPPED\"}").success();
    assertThat(closed.path("closedAt").asString()).isNotBlank();
    assertThat(patch(item, "{\"status\":\"OPEN\"}").success().path("closedAt").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"content\":null}",
        "{\"content\":\"  \"}",
        "{\"status\":null}",
        "{\"status\":\"KEPT\"}",
        "{\"dueDate\":\"2026-02-30\"}",
        "{\"dueDate\":\"26-02-03\"}",
        "{\"dueDate\":5}",
        "{\"ownerMemberId\":0}",
        "{\"ownerMemberId\":\"1\"}",
        "{\"ownerMemberId\":1.5}",
        "{\"ownerMemberId\":99999999999999999999}",
        "{\"ownerMemberId\":999999999}"
      })
  void refusesChangesThatMakeNoSense(String change) {
    patch(made("{\"content\":\"a\"}"), change).isRefused(400, "COMMON400");
  }

  @Test
  void refusesItemsThatMakeNoSense() {
    Person stranger = server.people().newcomer();
    Retro.Room other = retro.room(stranger, "Other");
    long foreign = retro.retrospect(stranger, other, "F");
    long elsewhere = retro.retrospect(owner, room, "E");
    retro.participate(guest, elsewhere);
    String body = "{\"content\":\"a\",\"retrospectId\":%d%s}";
    refused(400, "COMMON400", "{\"content\":\"" + "🌱".repeat(201) + "\"}");
    refused(400, "COMMON400", "{\"content\":\"a\",\"kind\":\"MISSION\"}");
    refused(400, "COMMON400", "{\"content\":\"a\",\"responseId\":1}");
    refused(400, "COMMON400", body.formatted(id, ",\"kind\":\"ANSWER\""));
    refused(400, "COMMON400", body.formatted(0, ""));
    refused(404, "RETRO4041", body.formatted(foreign, ""));
    refused(404, "RETRO4041", body.formatted(999_999_999, ""));
    refused(404, "RES4041", body.formatted(id, ",\"responseId\":" + answerOf(elsewhere)));
    refused(400, "COMMON400", "{\"content\":\"a\",\"ownerMemberId\":" + stranger.id() + "}");
    made("{\"content\":\"" + "🌱".repeat(200) + "\"}");
    asOwner.get(items + "?status=KEPT").isRefused(400, "COMMON400");
    asOwner
        .patch("/api/v1/action-items/999999999", "{\"status\":\"DONE\"}")
        .isRefused(404, "ACTION4041");
  }

  private long answerOf(long retrospect) {
    return server
        .database()
        .sql("SELECT MIN(response_id) FROM response WHERE retrospect_id = :id")
        .param("id", retrospect)
        .query(Long.class)
        .single();
  }

  @Test
  void limitsTheOpenItemsOfARoom() {
    server
        .database()
        .sql(
            """
            INSERT INTO action_item (retrospect_room_id, content, created_at, updated_at)
            WITH RECURSIVE numbers AS
              (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < :most)
            SELECT :room, 'x', UTC_TIMESTAMP(), UTC_TIMESTAMP() FROM numbers
            """)
        .param("most", ActionItems.MOST_OPEN - 1)
        .param("room", room.id())
        .update();
    long last = made("{\"content\":\"the last\"}");
    refused(409, "ACTION4091", "{\"content\":\"one too many\"}");
    patch(last, "{\"status\":\"DONE\"}").success();
    made("{\"content\":\"another\"}");
    patch(last, "{\"status\":\"OPEN\"}").isRefused(409, "ACTION4091");
  }

  @Test
  void tellsHowMuchWasKept() {
    for (String status : List.of("DONE", "DONE", "DROPPED", "OPEN")) {
      patch(made("{\"content\":\"x\"}"), "{\"status\":\"" + status + "\"}").success();
    }
    JsonNode kept = asGuest.get(items + "/kept").success();
    assertThat(kept.path("kept").asInt()).isEqualTo(2);
    assertThat(kept.path("open").asInt()).isEqualTo(1);
    assertThat(kept.path("keptRate").asInt()).isEqualTo(67);
    assertThat(kept.path("months")).hasSize(12);
    assertThat(kept.path("months").get(11).path("made").asInt()).isEqualTo(4);
  }

  @Test
  void listsPageByPageAndDeletesOnlyForMakerAndOwner() {
    long first = made("{\"content\":\"1\"}");
    long second =
        asGuest.post(items, "{\"content\":\"2\"}").success().path("actionItemId").asLong();
    JsonNode page = asGuest.get(items + "?size=1&status=open").success();
    assertThat(page.path("actionItems").get(0).path("actionItemId").asLong()).isEqualTo(second);
    String cursor = "&cursor=" + page.path("nextCursor").asLong();
    JsonNode rest = asGuest.get(items + "?size=1&status=open" + cursor).success();
    assertThat(rest.path("actionItems").get(0).path("actionItemId").asLong()).isEqualTo(first);
    assertThat(rest.path("hasNext").asBoolean()).isFalse();
    asGuest.delete("/api/v1/action-items/" + first).isRefused(403, "RETRO4031");
    asOwner.delete("/api/v1/action-items/" + second).success();
    asOwner.delete("/api/v1/action-items/" + second).isRefused(404, "ACTION4041");
  }

  @Test
  void staysWithoutItsOwnerWhenTheyLeaveAndWithoutItsOriginWhenThatIsDeleted() {
    long item =
        made(
            "{\"content\":\"a\",\"ownerMemberId\":%d,\"retrospectId\":%d}"
                .formatted(guest.id(), id));
    asGuest.post("/api/v1/members/withdraw").success();
    asOwner.delete("/api/v1/retrospects/" + id).success();
    JsonNode left = asOwner.get(items).success().path("actionItems").get(0);
    assertThat(left.path("actionItemId").asLong()).isEqualTo(item);
    assertThat(left.path("owner").isNull()).isTrue();
    assertThat(left.path("origin").isNull()).isTrue();
  }

  private long made(String body) {
    return asOwner.post(items, body).success().path("actionItemId").asLong();
  }

  private void refused(int status, String code, String body) {
    asOwner.post(items, body).isRefused(status, code);
  }

  private ApiAnswer patch(long item, String body) {
    return asGuest.patch("/api/v1/action-items/" + item, body);
  }

  private JsonNode of(long retrospect) {
    return asGuest.get("/api/v1/retrospects/" + retrospect + "/action-items").success();
  }

  private List<Long> ids(long retrospect, String list) {
    return of(retrospect)
        .path(list)
        .valueStream()
        .map(item -> item.path("actionItemId").asLong())
        .toList();
  }
}
