package com.moalog.server.retrospect;

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

class RetrospectsTest {

  private static final String RETROSPECTS = "/api/v1/retrospects";

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final Person stranger = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final ApiClient asGuest = server.people().as(guest);
  private final ApiClient asStranger = server.people().as(stranger);
  private final Retro.Room room = retro.room(owner, "Team");

  RetrospectsTest() {
    retro.join(guest, room);
  }

  @Test
  void refusesProposalsInTheOrderOfTheContract() {
    refuse("\"KPT\"", "\"KPTX\"", 400, "RETRO4005");
    refuse("\"projectName\":\"P\"", "\"projectName\":\"" + "x".repeat(21) + "\"", 400, "RETRO4001");
    refuse("\"projectName\":\"P\"", "\"projectName\":\"\"", 400, "RETRO4001");
    refuse("\"projectName\":\"P\",", "", 400, "COMMON400");
    refuse("\"retrospectMethod\":\"KPT\",", "", 400, "COMMON400");
    refuse("\"retroRoomId\":" + room.id(), "\"retroRoomId\":0", 400, "COMMON400");
    refuse("\"retroRoomId\":" + room.id(), "\"retroRoomId\":\"1\"", 400, "COMMON400");
    refuse("https://example.com/plan", "x".repeat(2049), 400, "COMMON400");
    refuse("https://example.com/plan", "ftp://example.com", 400, "RETRO4006");
    refuse("https://example.com/plan", "https://localhost", 400, "RETRO4006");
    refuse("[\"https", "[\"https://example.com/plan\",\"https", 400, "RETRO4006");
    refuse("\"retroRoomId\":" + room.id(), "\"retroRoomId\":999999999", 404, "COMMON404");
    asStranger.post(RETROSPECTS, Retro.proposal(room.id(), "P")).isRefused(403, "RETRO4031");
  }

  @Test
  void refusesDatesThatDoNotExistOrHavePassed() {
    for (String date :
        List.of("2031-02-30", "2020-01-01", "31-01-2031", "2031-1-1", "+10000-01-01", "")) {
      String body =
          """
          {"retroRoomId":%d,"projectName":"P","retrospectDate":"%s","retrospectTime":"10:00",
           "retrospectMethod":"KPT"}
          """
              .formatted(room.id(), date);
      asOwner.post(RETROSPECTS, body).isRefused(400, "COMMON400");
    }
  }

  @Test
  void takesTenReferencesAndNotEleven() {
    assertThat(asOwner.post(RETROSPECTS, withReferences(10)).success().propertyNames())
        .containsExactly("retrospectId", "retroRoomId", "projectName");
    asOwner.post(RETROSPECTS, withReferences(11)).isRefused(400, "COMMON400");
  }

  @Test
  void listsReferencesForTheRoomOnly() {
    long id = retro.retrospect(owner, room, "P");
    JsonNode references = asGuest.get(path(id, "/references")).success();
    assertThat(references.get(0).propertyNames()).containsExactly("referenceId", "urlName", "url");
    assertThat(references.get(0).path("urlName").asString()).isEqualTo("https://example.com/plan");
    asStranger.get(path(id, "/references")).isRefused(404, "RETRO4041");
    asOwner.get(path(0, "/references")).isRefused(400, "COMMON400");
  }

  @Test
  void letsMembersOfTheRoomTakePartOnce() {
    long id = retro.retrospect(owner, room, "P");
    String path = path(id, "/participants");
    JsonNode participant = asGuest.post(path).success();
    assertThat(participant.propertyNames())
        .containsExactly("participantId", "memberId", "nickname");
    assertThat(participant.path("nickname").asString()).isEqualTo(guest.nickname());
    asGuest.post(path).isRefused(409, "RETRO4091");
    asStranger.post(path).isRefused(404, "RETRO4041");
    asOwner.post(path(999_999_999, "/participants")).isRefused(404, "RETRO4041");
    asOwner.post(path(-1, "/participants")).isRefused(400, "COMMON400");
  }

  @Test
  void refusesParticipantsOnceItHasStarted() {
    long id = retro.retrospect(owner, room, "P");
    server
        .database()
        .sql(
            """
            UPDATE retrospects SET start_time = UTC_TIMESTAMP() + INTERVAL 9 HOUR
            WHERE retrospect_id = :id
            """)
        .param("id", id)
        .update();
    asGuest.post(path(id, "/participants")).isRefused(400, "RETRO4002");
  }

  @Test
  void letsOneOfManyEqualParticipationsWin() {
    long id = retro.retrospect(owner, room, "P");
    List<ApiAnswer> answers = Race.of(50, () -> asGuest.post(path(id, "/participants")));
    assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(1);
    assertThat(Race.count(answers, 409, "RETRO4091")).isEqualTo(49);
    assertThat(asGuest.get(path(id, "/drafts")).success().path("drafts")).hasSize(5);
  }

  @Test
  void showsARetrospectWithItsFiveQuestions() {
    long id = retro.retrospect(owner, room, "P");
    retro.participate(guest, id);
    JsonNode detail = asOwner.get(path(id, "")).success();
    assertThat(detail.propertyNames())
        .containsExactly(
            "retroRoomId",
            "title",
            "startTime",
            "retroCategory",
            "members",
            "totalLikeCount",
            "totalCommentCount",
            "questions");
    assertThat(detail.path("members").get(0).propertyNames())
        .containsExactly("memberId", "userName");
    assertThat(detail.path("startTime").asString()).matches("\\d{4}-\\d\\d-\\d\\d");
    assertThat(detail.path("questions")).hasSize(5);
    assertThat(detail.path("questions").get(4).path("index").asInt()).isEqualTo(5);
    asStranger.get(path(id, "")).isRefused(403, "RETRO4031");
    asOwner.get(path(999_999_999, "")).isRefused(404, "RETRO4041");
    asOwner.get(path(0, "")).isRefused(400, "COMMON400");
    asOwner.get(RETROSPECTS + "/one").isRefused(400, "COMMON400");
  }

  @Test
  void asksInTheLanguageOfTheCaller() {
    long id = retro.retrospect(owner, room, "P");
    JsonNode english =
        asOwner.with("Accept-Language", "en-US,en;q=0.9").get(path(id, "")).success();
    assertThat(english.path("questions").get(0).path("content").asString())
        .isEqualTo("What do you want to keep?");
    JsonNode korean = asOwner.with("Accept-Language", "fr").get(path(id, "")).success();
    assertThat(korean.path("questions").get(0).path("content").asString()).contains("유지");
  }

  @Test
  void listsTheRetrospectsOfARoom() {
    long id = retro.retrospect(owner, room, "P");
    retro.participate(guest, id);
    String path = "/api/v1/retro-rooms/" + room.id() + "/retrospects";
    JsonNode entry = asGuest.get(path).success().get(0);
    assertThat(entry.propertyNames())
        .containsExactly(
            "retrospectId",
            "projectName",
            "retrospectMethod",
            "retrospectDate",
            "retrospectTime",
            "participantCount");
    assertThat(entry.path("participantCount").asInt()).isEqualTo(1);
    assertThat(entry.path("retrospectTime").asString()).matches("\\d\\d:\\d\\d");
    asStranger.get(path).isRefused(403, "RETRO4031");
    asOwner.get("/api/v1/retro-rooms/999999999/retrospects").isRefused(404, "RETRO4041");
  }

  @Test
  void letsOnlyCreatorAndOwnerDelete() {
    long byGuest = retro.retrospect(guest, room, "Of guest");
    long byOwner = retro.retrospect(owner, room, "Of owner");
    asStranger.delete(path(byOwner, "")).isRefused(404, "RETRO4041");
    asGuest.delete(path(byOwner, "")).isRefused(403, "RETRO4031");
    asGuest.delete(path(byGuest, "")).success();
    asOwner.delete(path(byOwner, "")).success();
    asOwner.delete(path(byOwner, "")).isRefused(404, "RETRO4041");
    assertThat(asOwner.get("/api/v1/retro-rooms").success()).isNotEmpty();
  }

  @Test
  void findsByTitleAcrossTheOwnRooms() {
    retro.retrospect(owner, room, "100% 완료");
    retro.retrospect(owner, room, "100 done");
    JsonNode found = asGuest.get(RETROSPECTS + "/search?keyword=100%25").success();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).propertyNames())
        .containsExactly(
            "retrospectId",
            "projectName",
            "retroRoomName",
            "retrospectMethod",
            "retrospectDate",
            "retrospectTime");
    assertThat(asStranger.get(RETROSPECTS + "/search?keyword=100").success()).isEmpty();
    asOwner.get(RETROSPECTS + "/search").isRefused(400, "SEARCH4001");
    asOwner.get(RETROSPECTS + "/search?keyword=%20").isRefused(400, "SEARCH4001");
    asOwner.get(RETROSPECTS + "/search?keyword=" + "x".repeat(101)).isRefused(400, "SEARCH4001");
  }

  @Test
  void archivesWhatTheCallerSubmitted() {
    long id = retro.retrospect(owner, room, "P");
    retro.participate(guest, id);
    assertThat(asGuest.get(RETROSPECTS + "/storage").success().path("years")).isEmpty();
    retro.submit(guest, id, "answer");
    JsonNode year = asGuest.get(RETROSPECTS + "/storage?range=3_MONTHS").success().path("years");
    assertThat(year.get(0).propertyNames()).containsExactly("yearLabel", "year", "retrospects");
    assertThat(year.get(0).path("yearLabel").asString()).matches("\\d{4}년");
    assertThat(year.get(0).path("retrospects").get(0).propertyNames())
        .containsExactly("retrospectId", "displayDate", "title", "retrospectMethod", "memberCount");
    asGuest.get(RETROSPECTS + "/storage?range=all").isRefused(400, "COMMON400");
  }

  private void refuse(String part, String replacement, int status, String code) {
    String body = Retro.proposal(room.id(), "P");
    assertThat(body).contains(part);
    asOwner.post(RETROSPECTS, body.replace(part, replacement)).isRefused(status, code);
  }

  private String withReferences(int count) {
    StringBuilder links = new StringBuilder("\"https://example.com/0\"");
    for (int number = 1; number < count; number++) {
      links.append(",\"https://example.com/").append(number).append('"');
    }
    return Retro.proposal(room.id(), "P").replace("\"https://example.com/plan\"", links);
  }

  private static String path(long id, String rest) {
    return RETROSPECTS + "/" + id + rest;
  }
}
