package com.moalog.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InvitationsTest {

  private static final String ROOMS = "/api/v1/retro-rooms";
  private static final String JOIN = ROOMS + "/join";

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final ApiClient asGuest = server.people().as(guest);

  @Test
  void refusesWhatIsNoLinkOrHasNoCode() {
    asGuest.post(JOIN, "{}").isRefused(400, "COMMON400");
    asGuest.post(JOIN, link("INV-ABCD-EFGH")).isRefused(400, "COMMON400");
    asGuest.post(JOIN, link("https://moalog.me/rooms")).isRefused(400, "RETRO4002");
    asGuest.post(JOIN, link("https://moalog.me/회고/INV-회고")).isRefused(400, "RETRO4002");
    asGuest.post(JOIN, link("https://moalog.me/INV-ZZZZ-ZZZZ")).isRefused(404, "RETRO4041");
  }

  @Test
  void letsAMemberInOnce() {
    Retro.Room room = retro.room(owner, "Join me");
    JsonNode joined =
        asGuest.post(JOIN, link("https://moalog.me/?code=" + room.inviteCode() + "&x=1")).success();
    assertThat(joined.propertyNames()).containsExactly("retroRoomId", "title", "joinedAt");
    assertThat(joined.path("joinedAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}");
    asGuest.post(JOIN, link(Retro.link(room))).isRefused(409, "RETRO4092");
    asOwner.post(JOIN, link(Retro.link(room))).isRefused(409, "RETRO4092");
  }

  @Test
  void letsOneOfManyEqualJoinsWin() {
    Retro.Room room = retro.room(owner, "Crowd");
    List<ApiAnswer> answers = Race.of(50, () -> asGuest.post(JOIN, link(Retro.link(room))));
    assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(1);
    assertThat(Race.count(answers, 409, "RETRO4092")).isEqualTo(49);
  }

  @Test
  void refusesCodesOnTheirSeventhDayAndRenewsThem() {
    Retro.Room room = retro.room(owner, "Old code");
    age(room, "7 0:0:1");
    asGuest.post(JOIN, link(Retro.link(room))).isRefused(400, "RETRO4003");
    String path = ROOMS + "/" + room.id() + "/invite-code";
    JsonNode old = asOwner.get(path).success();
    assertThat(old.propertyNames())
        .containsExactly("retroRoomId", "inviteCode", "expiresAt", "isExpired");
    assertThat(old.path("isExpired").asBoolean()).isTrue();

    asGuest.post(path).isRefused(403, "RETRO4031");
    asGuest.get(path).isRefused(403, "RETRO4031");
    asOwner.post(ROOMS + "/999999999/invite-code").isRefused(404, "RETRO4041");
    JsonNode renewed = asOwner.post(path).success();
    assertThat(renewed.path("isExpired").asBoolean()).isFalse();
    asGuest.post(JOIN, link(Retro.link(room))).isRefused(404, "RETRO4041");
    String code = renewed.path("inviteCode").asString();
    asGuest.post(JOIN, link("https://moalog.me/" + code)).success();
  }

  @Test
  void acceptsCodesUntilTheirSeventhDay() {
    Retro.Room room = retro.room(owner, "Almost old");
    age(room, "6 23:58:0");
    retro.join(guest, room);
  }

  @Test
  void slowsDownWhoGuessesCodes() {
    for (int guess = 0; guess < 10; guess++) {
      asGuest
          .post(JOIN, link("https://moalog.me/INV-AAAA-BBB" + guess))
          .isRefused(404, "RETRO4041");
    }
    ApiAnswer refused = asGuest.post(JOIN, link("https://moalog.me/INV-AAAA-CCCC"));
    refused.isRefused(429, "RATE4291");
    assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After")))).isBetween(1, 600);
    asOwner.post(JOIN, link("https://moalog.me/INV-AAAA-CCCC")).isRefused(404, "RETRO4041");
  }

  private void age(Retro.Room room, String interval) {
    server
        .database()
        .sql(
            """
            UPDATE retro_room
            SET invite_code_created_at = UTC_TIMESTAMP() - INTERVAL '%s' DAY_SECOND
            WHERE retrospect_room_id = :room
            """
                .formatted(interval))
        .param("room", room.id())
        .update();
  }

  private static String link(String link) {
    return "{\"inviteUrl\":\"" + link + "\"}";
  }
}
