package com.moalog.server.response;

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

class ResponsesTest {

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final ApiClient asGuest = server.people().as(guest);
  private final ApiClient asStranger = server.people().as(server.people().newcomer());
  private final String list;

  ResponsesTest() {
    Retro.Room room = retro.room(owner, "Responses");
    retro.join(guest, room);
    long id = retro.retrospect(owner, room, "P");
    list = "/api/v1/retrospects/" + id + "/responses";
    retro.participate(owner, id);
    retro.participate(guest, id);
    asOwner
        .put(
            "/api/v1/retrospects/" + id + "/drafts",
            "{\"drafts\":[{\"questionNumber\":1,\"content\":\"secret draft\"}]}")
        .success();
    retro.submit(guest, id, "shared");
  }

  @Test
  void showsSubmittedAnswersAndTheOwnDraftsOnly() {
    JsonNode seenByGuest = asGuest.get(list + "?category=ALL").success();
    assertThat(seenByGuest.propertyNames()).containsExactly("responses", "hasNext", "nextCursor");
    assertThat(seenByGuest.path("responses")).hasSize(5);
    assertThat(seenByGuest.path("responses").get(0).propertyNames())
        .containsExactly("responseId", "userName", "content", "likeCount", "commentCount");
    assertThat(seenByGuest.toString()).doesNotContain("secret");
    assertThat(seenByGuest.path("nextCursor").isNull()).isTrue();
    assertThat(asOwner.get(list + "?category=QUESTION_1").success().path("responses")).hasSize(2);
  }

  @Test
  void pagesFromTheNewestDown() {
    JsonNode first = asGuest.get(list + "?category=ALL&size=3").success();
    assertThat(first.path("hasNext").asBoolean()).isTrue();
    long cursor = first.path("nextCursor").asLong();
    JsonNode rest = asGuest.get(list + "?category=ALL&size=3&cursor=" + cursor).success();
    assertThat(rest.path("responses")).hasSize(2);
    assertThat(rest.path("hasNext").asBoolean()).isFalse();
    assertThat(rest.path("responses").get(0).path("responseId").asLong()).isLessThan(cursor);
  }

  @Test
  void refusesQuestionsThatMakeNoSense() {
    asGuest.get(list).isRefused(400, "COMMON400");
    asGuest.get(list + "?category=QUESTION_6").isRefused(400, "RETRO4004");
    asGuest.get(list + "?category=all").isRefused(400, "RETRO4004");
    asGuest.get(list + "?category=ALL&size=0").isRefused(400, "COMMON400");
    asGuest.get(list + "?category=ALL&size=101").isRefused(400, "COMMON400");
    asGuest.get(list + "?category=ALL&cursor=0").isRefused(400, "COMMON400");
    asGuest.get(list + "?category=ALL&cursor=x").isRefused(400, "COMMON400");
    asStranger.get(list + "?category=ALL").isRefused(404, "RETRO4041");
    asGuest.get("/api/v1/retrospects/0/responses?category=ALL").isRefused(400, "COMMON400");
  }

  @Test
  void takesCommentsOfUpToTwoHundredCharacters() {
    String comments = "/api/v1/responses/" + response() + "/comments";
    asOwner.post(comments, "{}").isRefused(400, "COMMON400");
    asOwner.post(comments, comment("   ")).isRefused(400, "COMMON400");
    asOwner.post(comments, comment("x".repeat(201))).isRefused(400, "RES4001");
    asStranger.post(comments, comment("hi")).isRefused(403, "RETRO4031");
    asStranger.get(comments).isRefused(403, "RETRO4031");
    asOwner.post("/api/v1/responses/999999999/comments", comment("hi")).isRefused(404, "RES4041");
    asOwner.get("/api/v1/responses/999999999/comments").isRefused(404, "RES4041");
    asOwner.get("/api/v1/responses/0/comments").isRefused(400, "COMMON400");

    JsonNode added = asOwner.post(comments, comment("🌱".repeat(200))).success();
    assertThat(added.propertyNames())
        .containsExactly("commentId", "responseId", "content", "createdAt");
    asOwner.post(comments, comment("second")).success();
    JsonNode page = asGuest.get(comments + "?size=1").success();
    assertThat(page.propertyNames()).containsExactly("comments", "hasNext", "nextCursor");
    assertThat(page.path("comments").get(0).propertyNames())
        .containsExactly("commentId", "memberId", "userName", "content", "createdAt");
    assertThat(page.path("comments").get(0).path("content").asString()).isEqualTo("second");
    assertThat(page.path("hasNext").asBoolean()).isTrue();
    String next = comments + "?cursor=" + page.path("nextCursor").asLong();
    assertThat(asGuest.get(next).success().path("comments")).hasSize(1);
  }

  @Test
  void togglesLikes() {
    String likes = "/api/v1/responses/" + response() + "/likes";
    JsonNode liked = asOwner.post(likes).success();
    assertThat(liked.propertyNames()).containsExactly("responseId", "isLiked", "totalLikes");
    assertThat(liked.path("isLiked").asBoolean()).isTrue();
    assertThat(asGuest.post(likes).success().path("totalLikes").asInt()).isEqualTo(2);
    JsonNode unliked = asOwner.post(likes).success();
    assertThat(unliked.path("isLiked").asBoolean()).isFalse();
    assertThat(unliked.path("totalLikes").asInt()).isEqualTo(1);
    asStranger.post(likes).isRefused(403, "RETRO4031");
    asOwner.post("/api/v1/responses/999999999/likes").isRefused(404, "RES4041");
    asOwner.post("/api/v1/responses/-1/likes").isRefused(400, "COMMON400");
  }

  @Test
  void togglesOneAfterTheOtherHoweverManyArrive() {
    String likes = "/api/v1/responses/" + response() + "/likes";
    List<ApiAnswer> answers = Race.of(50, () -> asOwner.post(likes));
    assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(50);
    assertThat(answers.stream().filter(answer -> answer.result().path("isLiked").asBoolean()))
        .hasSize(25);
    assertThat(asOwner.post(likes).success().path("totalLikes").asInt()).isEqualTo(1);
  }

  @Test
  void countsLikesAndCommentsOfTheWholeRetrospect() {
    asOwner.post("/api/v1/responses/" + response() + "/likes").success();
    asOwner.post("/api/v1/responses/" + response() + "/comments", comment("hi")).success();
    JsonNode detail = asOwner.get(list.replace("/responses", "")).success();
    assertThat(detail.path("totalLikeCount").asInt()).isEqualTo(1);
    assertThat(detail.path("totalCommentCount").asInt()).isEqualTo(1);
  }

  private long response() {
    return asGuest
        .get(list + "?category=QUESTION_1")
        .success()
        .path("responses")
        .get(0)
        .path("responseId")
        .asLong();
  }

  private static String comment(String content) {
    return "{\"content\":\"" + content + "\"}";
  }
}
