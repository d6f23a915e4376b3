package com.moalog.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RoomsTest {

  private static final String ROOMS = "/api/v1/retro-rooms";

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final ApiClient asGuest = server.people().as(guest);

  @Test
  void refusesTitlesThatAreMissingEmptyOrTooLong() {
    asOwner.post(ROOMS, "{}").isRefused(400, "COMMON400");
    asOwner.post(ROOMS, "{\"title\":7}").isRefused(400, "COMMON400");
    asOwner.post(ROOMS, "{\"title\":\"\"}").isRefused(400, "RETRO4001");
    asOwner.post(ROOMS, room("x".repeat(21), null)).isRefused(400, "RETRO4001");
    asOwner.post(ROOMS, room("ok", "d".repeat(51))).isRefused(400, "COMMON400");
  }

  @Test
  void countsLengthsInCodePoints() {
    JsonNode result = asOwner.post(ROOMS, room("🌱".repeat(20), "🌱".repeat(50))).success();
    assertThat(result.propertyNames()).containsExactly("retroRoomId", "title", "inviteCode");
    assertThat(result.path("inviteCode").asString()).matches("INV-[A-Z2-9]{4}-[A-Z2-9]{4}");
    assertThat(result.path("title").asString()).isEqualTo("🌱".repeat(20));
  }

  @Test
  void keepsTitlesUniquePerOwnerOnly() {
    retro.room(owner, "Sprint 1");
    asOwner.post(ROOMS, room("Sprint 1", null)).isRefused(409, "RETRO4091");
    retro.room(guest, "Sprint 1");
  }

  @Test
  void letsOneOfManyEqualTitlesWin() {
    List<ApiAnswer> answers = Race.of(20, () -> asOwner.post(ROOMS, room("Race", null)));
    assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(1);
    assertThat(Race.count(answers, 409, "RETRO4091")).isEqualTo(19);
  }

  @Test
  void listsRoomsInTheOwnOrder() {
    assertThat(asOwner.get(ROOMS).success()).isEmpty();
    Retro.Room first = retro.room(owner, "First");
    Retro.Room second = retro.room(owner, "Second");
    JsonNode rooms = asOwner.get(ROOMS).success();
    assertThat(rooms.get(0).propertyNames())
        .containsExactly("retroRoomId", "retroRoomName", "orderIndex");
    assertThat(rooms.get(0).path("orderIndex").asInt()).isEqualTo(1);
    assertThat(rooms.get(1).path("orderIndex").asInt()).isEqualTo(2);

    asOwner.patch(ROOMS + "/order", order(first.id(), 9, second.id(), 4)).success();
    assertThat(asOwner.get(ROOMS).success().get(0).path("retroRoomId").asLong())
        .isEqualTo(second.id());
  }

  @Test
  void pagesRoomsByHeaderWhenAsked() {
    retro.room(owner, "A");
    retro.room(owner, "B");
    ApiAnswer page = asOwner.get(ROOMS + "?size=1");
    assertThat(page.success()).hasSize(1);
    String cursor = page.header("X-Next-Cursor");
    assertThat(page.header("X-Truncated")).isNull();
    ApiAnswer last = asOwner.get(ROOMS + "?size=1&cursor=" + cursor);
    assertThat(last.success().get(0).path("retroRoomName").asString()).isEqualTo("B");
    assertThat(last.header("X-Next-Cursor")).isNull();
    asOwner.get(ROOMS + "?size=0").isRefused(400, "COMMON400");
    asOwner.get(ROOMS + "?size=101").isRefused(400, "COMMON400");
    asOwner.get(ROOMS + "?cursor=x").isRefused(400, "COMMON400");
  }

  @Test
  void cutsListsThatAreLongerThanAThousand() {
    insertRooms(1_001);
    ApiAnswer list = asOwner.get(ROOMS);
    assertThat(list.success()).hasSize(1_000);
    assertThat(list.header("X-Truncated")).isEqualTo("true");
    ApiAnswer rest = asOwner.get(ROOMS + "?size=100&cursor=" + list.header("X-Next-Cursor"));
    assertThat(rest.success()).hasSize(1);
  }

  private void insertRooms(int count) {
    String digit =
        "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3"
            + " UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7"
            + " UNION ALL SELECT 8 UNION ALL SELECT 9)";
    server
        .database()
        .sql(
            """
            INSERT INTO retro_room
              (title, invition_url, invite_code_created_at, created_at, updated_at)
            SELECT CONCAT('Bulk ', a.d, b.d, c.d, e.d), UUID(), NOW(), NOW(), NOW()
            FROM %1$s a, %1$s b, %1$s c, %1$s e LIMIT %2$d
            """
                .formatted(digit, count))
        .update();
    server
        .database()
        .sql(
            """
            INSERT INTO member_retro_room (member_id, retrospect_room_id, role)
            SELECT :member, retrospect_room_id, 'MEMBER' FROM retro_room WHERE title LIKE 'Bulk %'
            """)
        .param("member", owner.id())
        .update();
  }

  @Test
  void refusesOrdersThatMakeNoSense() {
    long room = retro.room(owner, "Room").id();
    String path = ROOMS + "/order";
    asOwner.patch(path, "{}").isRefused(400, "COMMON400");
    asOwner.patch(path, "{\"retroRoomOrders\":[]}").isRefused(400, "RETRO4004");
    asOwner.patch(path, "{\"retroRoomOrders\":[null]}").isRefused(400, "RETRO4004");
    asOwner.patch(path, "{\"retroRoomOrders\":[{}]}").isRefused(400, "RETRO4004");
    asOwner.patch(path, order(room, 0, 5, 1)).isRefused(400, "RETRO4004");
    asOwner.patch(path, order(room, 1, 999_999_999, 1)).isRefused(400, "RETRO4004");
    asOwner.patch(path, order(room, 1, room, 2)).isRefused(400, "RETRO4004");
    asOwner.patch(path, order(room, 1, 999_999_999, 2)).isRefused(404, "RETRO4041");
    long foreign = retro.room(guest, "Foreign").id();
    asOwner.patch(path, order(room, 1, foreign, 2)).isRefused(403, "RETRO4031");
  }

  @Test
  void renamesForTheOwnerOnly() {
    Retro.Room room = retro.room(owner, "Old");
    retro.room(owner, "Taken");
    retro.join(guest, room);
    String path = ROOMS + "/" + room.id() + "/name";
    asOwner.patch(path, "{\"name\":\"\"}").isRefused(400, "RETRO4001");
    asOwner.patch(ROOMS + "/999999999/name", "{\"name\":\"x\"}").isRefused(404, "RETRO4041");
    asOwner.patch(ROOMS + "/abc/name", "{\"name\":\"x\"}").isRefused(400, "COMMON400");
    asGuest.patch(path, "{\"name\":\"x\"}").isRefused(403, "RETRO4031");
    asOwner.patch(path, "{\"name\":\"Taken\"}").isRefused(409, "RETRO4091");
    JsonNode renamed = asOwner.patch(path, "{\"name\":\"New\"}").success();
    assertThat(renamed.propertyNames())
        .containsExactly("retroRoomId", "retroRoomName", "updatedAt");
    assertThat(renamed.path("updatedAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}");
    asOwner.patch(path, "{\"name\":\"New\"}").success();
  }

  @Test
  void deletesARoomWithEverythingBelowIt() {
    Retro.Room room = retro.room(owner, "Short-lived");
    retro.join(guest, room);
    long retrospect = retro.retrospect(owner, room, "Project");
    retro.participate(guest, retrospect);
    useEverything(retrospect);
    String path = ROOMS + "/" + room.id();
    asGuest.delete(path).isRefused(403, "RETRO4031");
    assertThat(asOwner.delete(path).success().propertyNames())
        .containsExactly("retroRoomId", "deletedAt");
    asOwner.delete(path).isRefused(404, "RETRO4041");
    asOwner.get("/api/v1/retrospects/" + retrospect).isRefused(404, "RETRO4041");
    for (String table : List.of("response", "member_retro", "assistant_usage")) {
      assertThat(rowsOf(retrospect, table)).as(table).isZero();
    }
  }

  /** Once the assistant was used, the original could not delete the room any more. */
  private void useEverything(long retrospect) {
    String path = "/api/v1/retrospects/" + retrospect;
    asGuest.post(path + "/questions/1/assistant", "{}").success();
    retro.submit(guest, retrospect, "Written");
    JsonNode responses = asGuest.get(path + "/responses?category=ALL").success();
    long response = responses.path("responses").get(0).path("responseId").asLong();
    asGuest.post("/api/v1/responses/" + response + "/likes").success();
    asOwner.post("/api/v1/responses/" + response + "/comments", "{\"content\":\"Good\"}").success();
    assertThat(rowsOf(retrospect, "assistant_usage")).isEqualTo(1);
  }

  private int rowsOf(long retrospect, String table) {
    return server
        .database()
        .sql("SELECT COUNT(*) FROM " + table + " WHERE retrospect_id = :retrospect")
        .param("retrospect", retrospect)
        .query(Integer.class)
        .single();
  }

  @Test
  void listsMembersWithTheOwnerFirst() {
    Retro.Room room = retro.room(owner, "People");
    retro.join(guest, room);
    JsonNode members = asGuest.get(ROOMS + "/" + room.id() + "/members").success();
    assertThat(members).hasSize(2);
    assertThat(members.get(0).propertyNames())
        .containsExactly("memberId", "nickname", "role", "joinedAt");
    assertThat(members.get(0).path("role").asString()).isEqualTo("OWNER");
    assertThat(members.get(1).path("nickname").asString()).isEqualTo(guest.nickname());
    server
        .people()
        .as(server.people().newcomer())
        .get(ROOMS + "/" + room.id() + "/members")
        .isRefused(403, "RETRO4031");
    asOwner.get(ROOMS + "/999999999/members").isRefused(404, "RETRO4041");
  }

  @Test
  void refusesStrangersWithoutAToken() {
    server.client().get(ROOMS).isRefused(401, "AUTH4001");
    server.client().post(ROOMS, "not json").isRefused(401, "AUTH4001");
  }

  private static String room(String title, @Nullable String description) {
    return description == null
        ? "{\"title\":\"" + title + "\"}"
        : "{\"title\":\"" + title + "\",\"description\":\"" + description + "\"}";
  }

  private static String order(long room, int index, long otherRoom, int otherIndex) {
    return """
    {"retroRoomOrders":[{"retroRoomId":%d,"orderIndex":%d},{"retroRoomId":%d,"orderIndex":%d}]}
    """
        .formatted(room, index, otherRoom, otherIndex);
  }
}
