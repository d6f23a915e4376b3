package com.moalog.server.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AiEndpointsTest {

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final ApiClient asGuest = server.people().as(guest);
  private final Retro.Room room;
  private final long id;
  private final String path;

  AiEndpointsTest() {
    room = retro.room(owner, "Analysis");
    retro.join(guest, room);
    id = retro.retrospect(owner, room, "P");
    path = "/api/v1/retrospects/" + id;
    retro.participate(owner, id);
    retro.participate(guest, id);
  }

  @Test
  void refusesAnalysesThatMakeNoSense() {
    asOwner.post("/api/v1/retrospects/0/analysis").isRefused(400, "COMMON400");
    asOwner.post("/api/v1/retrospects/999999999/analysis", "{}").isRefused(404, "RETRO4041");
    stranger().post(path + "/analysis").isRefused(403, "RETRO4031");
    asOwner.post(path + "/analysis").isRefused(422, "RETRO4221");
    asOwner.get(path + "/analysis").isRefused(404, "RETRO4044");
    stranger().get(path + "/analysis").isRefused(403, "RETRO4031");
    asOwner.get("/api/v1/retrospects/999999999/analysis").isRefused(404, "RETRO4041");
    server.client().post(path + "/analysis").isRefused(401, "AUTH4001");
    assertThat(used("ROOM_ANALYSIS", room.id())).isZero();
  }

  @Test
  void analysesOnceAndKeepsTheResult() {
    submit(guest);
    JsonNode result = asOwner.post(path + "/analysis", "{}").success();
    assertThat(result.propertyNames())
        .containsExactly("insight", "emotionRank", "personalMissions", "generatedBy");
    assertThat(result.path("generatedBy").asString()).isEqualTo("built-in");
    assertThat(result.path("emotionRank").size()).isEqualTo(3);
    assertThat(result.path("emotionRank").get(0).propertyNames())
        .containsExactly("rank", "label", "description", "count");
    JsonNode personal = result.path("personalMissions");
    assertThat(personal.size()).isEqualTo(1);
    assertThat(personal.get(0).propertyNames()).containsExactly("userId", "userName", "missions");
    assertThat(personal.get(0).path("userId").asLong()).isEqualTo(guest.id());
    assertThat(personal.get(0).path("userName").asString()).isEqualTo(guest.nickname());
    assertThat(personal.get(0).path("missions").get(2).propertyNames())
        .containsExactly("missionTitle", "missionDesc");

    assertThat(asGuest.get(path + "/analysis").success()).isEqualTo(result);
    asGuest.post(path + "/analysis").isRefused(409, "RETRO4091");
    assertThat(status(guest)).isEqualTo("ANALYZED");
    assertThat(status(owner)).isEqualTo("DRAFT");
    assertThat(asGuest.get("/api/v1/members/me").success().path("insightCount").asInt())
        .isEqualTo(1);
    assertThat(used("ROOM_ANALYSIS", room.id())).isEqualTo(1);
  }

  @Test
  void citesTheAnswersThatEachSentenceRestsOn() {
    asOwner.get(path + "/analysis/evidence").isRefused(404, "RETRO4044");
    submit(guest);
    String insight = asOwner.post(path + "/analysis").success().path("insight").asString();
    stranger().get(path + "/analysis/evidence").isRefused(403, "RETRO4031");
    JsonNode sentences = asGuest.get(path + "/analysis/evidence").success().path("sentences");
    assertThat(sentences.valueStream().map(sentence -> sentence.path("text").asString()))
        .containsExactly(insight);
    List<Long> cited =
        sentences.get(0).path("responseIds").valueStream().map(JsonNode::asLong).toList();
    assertThat(cited).isNotEmpty().isSorted().isSubsetOf(answersOf(guest));

    server
        .database()
        .sql("DELETE FROM response WHERE response_id = :id")
        .param("id", cited.getFirst())
        .update();
    assertThat(
            asGuest
                .get(path + "/analysis/evidence")
                .success()
                .at("/sentences/0/responseIds")
                .valueStream()
                .map(JsonNode::asLong))
        .containsExactlyElementsOf(cited.subList(1, cited.size()));
  }

  /** Analyses from before the evidence was kept, and imported ones. */
  @Test
  void answersAnEmptyListForAnInsightThatWasStoredWithoutEvidence() {
    submit(guest);
    asOwner.post(path + "/analysis").success();
    server
        .database()
        .sql("DELETE FROM insight_sentence WHERE retrospect_id = :id")
        .param("id", id)
        .update();
    assertThat(asOwner.get(path + "/analysis/evidence").success().path("sentences").size())
        .isZero();
  }

  private List<Long> answersOf(Person person) {
    return server
        .database()
        .sql(
            """
            SELECT response.response_id FROM response
            JOIN member_response ON member_response.response_id = response.response_id
            WHERE member_response.member_id = :member AND response.retrospect_id = :id
            """)
        .param("member", person.id())
        .param("id", id)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  @Test
  void answersInTheLanguageThatIsAskedFor() {
    submit(guest);
    String insight =
        asOwner
            .with("Accept-Language", "en")
            .post(path + "/analysis")
            .success()
            .path("insight")
            .asString();
    assertThat(insight).contains("The team draws strength from");
  }

  @Test
  void stopsAtTheMonthlyLimitOfTheRoom() {
    submit(guest);
    server
        .database()
        .sql(
            """
            INSERT INTO ai_usage_counter (scope_type, scope_id, period, used)
            VALUES ('ROOM_ANALYSIS', :room,
              DATE_FORMAT(UTC_TIMESTAMP() + INTERVAL 9 HOUR, '%Y%m'), 3)
            """)
        .param("room", room.id())
        .update();
    asOwner.post(path + "/analysis").isRefused(403, "AI4031");
    assertThat(used("ROOM_ANALYSIS", room.id())).isEqualTo(3);
    asOwner.get(path + "/analysis").isRefused(404, "RETRO4044");
  }

  @Test
  void slowsDownAMemberWhoAsksTooFast() {
    String nothing = "/api/v1/retrospects/999999999/analysis";
    long began = System.nanoTime();
    for (int attempt = 0; attempt < AiPaces.ANALYSIS_BURST; attempt++) {
      asOwner.post(nothing).isRefused(404, "RETRO4041");
    }
    ApiAnswer refused = asOwner.post(nothing);
    for (int more = 1; more < 10 && refused.status() == 404; more++) {
      long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
      assertThat(seconds / 12).as("twelve seconds allow one more").isGreaterThanOrEqualTo(more);
      refused = asOwner.post(nothing);
    }
    refused.isRefused(429, "RATE4291");
    assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After")))).isBetween(1, 12);
  }

  @Test
  void refusesHintsThatMakeNoSense() {
    String hints = path + "/questions/1/assistant";
    asGuest.post(hints, "{\"content\":7}").isRefused(400, "COMMON400");
    asGuest.post(hints, "{\"content\":\"" + "x".repeat(1001) + "\"}").isRefused(400, "COMMON400");
    asGuest.post("/api/v1/retrospects/0/questions/1/assistant", "{}").isRefused(400, "COMMON400");
    asGuest.post(path + "/questions/6/assistant", "{}").isRefused(404, "RETRO4043");
    asGuest.post(path + "/questions/0/assistant", "{}").isRefused(404, "RETRO4043");
    asGuest
        .post("/api/v1/retrospects/999999999/questions/1/assistant", "{}")
        .isRefused(404, "RETRO4041");
    stranger().post(hints, "{}").isRefused(403, "RETRO4031");
    submit(guest);
    asGuest.post(hints, "{}").isRefused(403, "RETRO4033");
    assertThat(used("MEMBER_ASSISTANT", guest.id())).isZero();
  }

  @Test
  void helpsToBeginAndToEnrich() {
    JsonNode begin = asGuest.post(path + "/questions/2/assistant").success();
    assertThat(begin.propertyNames())
        .containsExactly(
            "questionId",
            "questionContent",
            "guideType",
            "guides",
            "remainingCount",
            "generatedBy");
    assertThat(begin.path("guideType").asString()).isEqualTo("INITIAL");
    assertThat(begin.path("remainingCount").asInt()).isEqualTo(2);
    assertThat(begin.path("guides").size()).isEqualTo(3);
    JsonNode enrich =
        asGuest.post(path + "/questions/2/assistant", "{\"content\":\"배포가 늦어졌다\"}").success();
    assertThat(enrich.path("guideType").asString()).isEqualTo("PERSONALIZED");
    assertThat(enrich.path("remainingCount").asInt()).isEqualTo(1);
    assertThat(enrich.path("guides").get(0).path("description").asString()).contains("배포");
  }

  private ApiClient stranger() {
    return server.people().as(server.people().newcomer());
  }

  private void submit(Person person) {
    retro.submit(person, id, "Deployment was smooth and the code review was good");
  }

  private String status(Person person) {
    return server
        .database()
        .sql("SELECT status FROM member_retro WHERE retrospect_id = :id AND member_id = :member")
        .param("id", id)
        .param("member", person.id())
        .query(String.class)
        .single();
  }

  private int used(String scope, long of) {
    return server
        .database()
        .sql(
            """
            SELECT COALESCE(SUM(used), 0) FROM ai_usage_counter
            WHERE scope_type = :scope AND scope_id = :id
            """)
        .param("scope", scope)
        .param("id", of)
        .query(Integer.class)
        .single();
  }
}
