package com.moalog.server.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MembersTest {

  private static final String ME = "/api/v1/members/me";
  private static final String SUBSCRIPTION = "/api/v1/subscriptions/me";
  private static final String WITHDRAW = "/api/v1/members/withdraw";

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person person = server.people().newcomer();
  private final ApiClient asPerson = server.people().as(person);

  @Test
  void showsTheOwnProfile() {
    JsonNode profile = asPerson.get(ME).success();
    assertThat(profile.propertyNames())
        .containsExactly(
            "memberId", "email", "nickname", "insightCount", "socialType", "createdAt");
    assertThat(profile.path("createdAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z");
    assertThat(profile.path("socialType").asString()).isEqualTo("Kakao");
    assertThat(profile.path("insightCount").asInt()).isZero();
  }

  @Test
  void showsAMissingNicknameAsNull() {
    server
        .database()
        .sql("UPDATE member SET nickname = NULL WHERE member_id = :id")
        .param("id", person.id())
        .update();
    assertThat(asPerson.get(ME).success().path("nickname").isNull()).isTrue();
  }

  @Test
  void withdrawsOnceAndClearsTheCookies() {
    ApiAnswer withdrawal = asPerson.post(WITHDRAW, "{\"withdrawalReason\":\"bye\"}");
    assertThat(withdrawal.success().isNull()).isTrue();
    assertThat(withdrawal.setCookies()).allMatch(cookie -> cookie.endsWith("Max-Age=0")).hasSize(2);
    asPerson.post(WITHDRAW).isRefused(404, "MEMBER4042");
    asPerson.get(ME).isRefused(404, "MEMBER4042");
    server
        .client()
        .with("Cookie", "refresh_token=" + person.refreshToken())
        .post("/api/v1/auth/token/refresh")
        .isRefused(401, "AUTH4004");
  }

  @Test
  void refusesWritesOfWhoHasLeft() {
    asPerson.post(WITHDRAW).success();
    asPerson.post("/api/v1/retro-rooms", "{\"title\":\"Ghost\"}").isRefused(401, "AUTH4001");
  }

  @Test
  void handsRoomsToTheLongestStandingMember() {
    Person heir = server.people().newcomer();
    Person later = server.people().newcomer();
    Retro.Room room = retro.room(person, "Heritage");
    Retro.Room lonely = retro.room(person, "Lonely");
    retro.join(heir, room);
    retro.join(later, room);
    asPerson.post(WITHDRAW).success();
    JsonNode members =
        server.people().as(later).get("/api/v1/retro-rooms/" + room.id() + "/members").success();
    assertThat(members).hasSize(2);
    assertThat(members.get(0).path("memberId").asLong()).isEqualTo(heir.id());
    assertThat(members.get(0).path("role").asString()).isEqualTo("OWNER");
    server
        .people()
        .as(heir)
        .get("/api/v1/retro-rooms/" + lonely.id() + "/members")
        .isRefused(404, "RETRO4041");
  }

  @Test
  void keepsSubmittedAnswersWithoutTheirAuthor() {
    Person owner = server.people().newcomer();
    Retro.Room room = retro.room(owner, "Team");
    retro.join(person, room);
    long submitted = retro.retrospect(owner, room, "Submitted");
    long drafted = retro.retrospect(owner, room, "Drafted");
    retro.participate(person, submitted);
    retro.participate(person, drafted);
    retro.submit(person, submitted, "kept");
    asPerson
        .put(
            "/api/v1/retrospects/" + drafted + "/drafts",
            "{\"drafts\":[{\"questionNumber\":1,\"content\":\"never shared\"}]}")
        .success();
    useTheAssistant(submitted);
    ApiClient asOwner = server.people().as(owner);
    String analysis = "/api/v1/retrospects/" + submitted + "/analysis";
    assertThat(asOwner.post(analysis).success().at("/personalMissions/0/userId").asLong())
        .isEqualTo(person.id());

    long subscription = asPerson.get(SUBSCRIPTION).success().path("subscriptionId").asLong();
    asPerson.post(WITHDRAW).success();
    assertThat(statusOf(subscription)).isEqualTo("CANCELLED");

    assertThat(asOwner.get(analysis).success().path("personalMissions")).isEmpty();
    JsonNode answers =
        asOwner.get("/api/v1/retrospects/" + submitted + "/responses?category=ALL").success();
    assertThat(answers.path("responses")).hasSize(5);
    assertThat(answers.path("responses").get(0).path("userName").asString()).isEmpty();
    JsonNode drafts =
        asOwner.get("/api/v1/retrospects/" + drafted + "/responses?category=ALL").success();
    assertThat(drafts.path("responses")).isEmpty();
    assertThat(asOwner.get("/api/v1/retrospects/" + submitted).success().path("members")).isEmpty();
  }

  private String statusOf(long subscription) {
    return server
        .database()
        .sql("SELECT status FROM member_subscription WHERE subscription_id = :id")
        .param("id", subscription)
        .query(String.class)
        .single();
  }

  /** Rows that made the original fail when their member left. */
  private void useTheAssistant(long retrospect) {
    server
        .database()
        .sql(
            """
            INSERT INTO assistant_usage (member_id, retrospect_id, question_id, created_at)
            VALUES (:member, :retrospect, 1, UTC_TIMESTAMP())
            """)
        .param("member", person.id())
        .param("retrospect", retrospect)
        .update();
    server.people().givePro(person);
  }
}
