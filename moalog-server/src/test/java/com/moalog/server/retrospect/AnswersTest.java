package com.moalog.server.retrospect;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnswersTest {

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final ApiClient asGuest = server.people().as(guest);
  private final long id;
  private final String path;

  AnswersTest() {
    Retro.Room room = retro.room(owner, "Answers");
    retro.join(guest, room);
    id = retro.retrospect(owner, room, "P");
    path = "/api/v1/retrospects/" + id;
    retro.participate(guest, id);
  }

  @Test
  void refusesDraftsThatMakeNoSense() {
    asGuest.put(path + "/drafts", "{}").isRefused(400, "COMMON400");
    asGuest.put(path + "/drafts", "{\"drafts\":[]}").isRefused(400, "COMMON400");
    asGuest.put(path + "/drafts", draft(6, "x")).isRefused(400, "COMMON400");
    asGuest.put(path + "/drafts", draft(0, "x")).isRefused(400, "COMMON400");
    asGuest
        .put(path + "/drafts", "{\"drafts\":[{\"questionNumber\":1},{\"questionNumber\":1}]}")
        .isRefused(400, "COMMON400");
    asGuest.put(path + "/drafts", draft(1, "x".repeat(1001))).isRefused(400, "RETRO4003");
    asGuest.put("/api/v1/retrospects/999999999/drafts", draft(1, "x")).isRefused(404, "RETRO4041");
    asOwner.put(path + "/drafts", draft(1, "x")).isRefused(403, "RETRO4031");
    asOwner.put("/api/v1/retrospects/0/drafts", draft(1, "x")).isRefused(400, "COMMON400");
  }

  @Test
  void keepsDraftsOfQuestionsThatAreNotSent() {
    asGuest.put(path + "/drafts", draft(2, "second")).success();
    JsonNode saved = asGuest.put(path + "/drafts", draft(1, "first")).success();
    assertThat(saved.propertyNames()).containsExactly("retrospectId", "updatedAt");
    JsonNode own = asGuest.get(path + "/drafts").success();
    assertThat(own.propertyNames()).containsExactly("retrospectId", "status", "drafts");
    assertThat(own.path("status").asString()).isEqualTo("DRAFT");
    assertThat(own.path("drafts").get(0).path("content").asString()).isEqualTo("first");
    assertThat(own.path("drafts").get(1).path("content").asString()).isEqualTo("second");
    assertThat(own.path("drafts").get(2).path("content").asString()).isEmpty();
    asGuest
        .put(path + "/drafts", "{\"drafts\":[{\"questionNumber\":2,\"content\":null}]}")
        .success();
    assertThat(content(2)).isEmpty();
    asOwner.get(path + "/drafts").isRefused(403, "RETRO4031");
    asOwner.get("/api/v1/retrospects/999999999/drafts").isRefused(404, "RETRO4041");
  }

  @Test
  void overwritesNothingThatAnotherDeviceSaved() {
    asGuest.put(path + "/drafts", draftOn("", "from the desk")).success();
    String both =
        "{\"drafts\":[{\"questionNumber\":2,\"content\":\"x\"},"
            + "{\"questionNumber\":1,\"content\":\"from the train\",\"base\":\"\"}]}";
    asGuest.put(path + "/drafts", both).isRefused(409, "RETRO4094");
    assertThat(content(1)).isEqualTo("from the desk");
    assertThat(content(2)).isEmpty();
    asGuest.put(path + "/drafts", draftOn("", "from the desk")).success();
    asGuest.put(path + "/drafts", draftOn("from the desk", "from both")).success();
    assertThat(content(1)).isEqualTo("from both");
    asGuest.put(path + "/drafts", draft(1, "without a base")).success();
    assertThat(content(1)).isEqualTo("without a base");
  }

  @Test
  void letsOneOfManyDevicesWin() {
    AtomicInteger device = new AtomicInteger();
    List<ApiAnswer> answers =
        Race.of(
            20,
            () -> asGuest.put(path + "/drafts", draftOn("", "device " + device.incrementAndGet())));
    assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(1);
    assertThat(Race.count(answers, 409, "RETRO4094")).isEqualTo(19);
  }

  @Test
  void keepsThousandFourByteCharactersToTheLast() {
    String longest = "🌱".repeat(1000);
    asGuest.put(path + "/drafts", draft(5, longest)).success();
    assertThat(content(5)).isEqualTo(longest);
    asGuest.put(path + "/drafts", draft(5, longest + "x")).isRefused(400, "RETRO4003");
    asGuest.post(path + "/submit", Retro.answers("x").replace("x 5", longest)).success();
    assertThat(content(5)).isEqualTo(longest);
  }

  @Test
  void refusesSubmissionsThatAreNotComplete() {
    String complete = Retro.answers("x");
    asGuest.post(path + "/submit", "{\"answers\":[]}").isRefused(400, "RETRO4002");
    asGuest
        .post(path + "/submit", complete.replace("\"questionNumber\":5", "\"questionNumber\":1"))
        .isRefused(400, "RETRO4002");
    asGuest
        .post(path + "/submit", complete.replace("\"questionNumber\":5", "\"questionNumber\":6"))
        .isRefused(400, "RETRO4002");
    asGuest.post(path + "/submit", complete.replace("x 3", "  ")).isRefused(400, "RETRO4007");
    asGuest
        .post(path + "/submit", complete.replace("x 3", "x".repeat(1001)))
        .isRefused(400, "RETRO4003");
    asOwner.post(path + "/submit", complete).isRefused(404, "RETRO4041");
    asGuest.post("/api/v1/retrospects/999999999/submit", complete).isRefused(404, "RETRO4041");
    asGuest.post(path + "/submit", "{").isRefused(400, "COMMON400");
  }

  @Test
  void submitsOnceAndForGood() {
    JsonNode submitted = asGuest.post(path + "/submit", Retro.answers(" x ")).success();
    assertThat(submitted.propertyNames()).containsExactly("retrospectId", "submittedAt", "status");
    assertThat(submitted.path("status").asString()).isEqualTo("SUBMITTED");
    assertThat(content(1)).isEqualTo(" x  1");
    asGuest.post(path + "/submit", Retro.answers("y")).isRefused(403, "RETRO4033");
    asGuest.put(path + "/drafts", draft(1, "y")).isRefused(403, "RETRO4033");
    assertThat(content(1)).isEqualTo(" x  1");
  }

  @Test
  void letsOneOfManySubmissionsWin() {
    List<ApiAnswer> answers = Race.of(20, () -> asGuest.post(path + "/submit", Retro.answers("x")));
    assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(1);
    assertThat(Race.count(answers, 403, "RETRO4033")).isEqualTo(19);
  }

  private String content(int question) {
    return asGuest
        .get(path + "/drafts")
        .success()
        .path("drafts")
        .get(question - 1)
        .path("content")
        .asString();
  }

  private static String draftOn(String base, String content) {
    return "{\"drafts\":[{\"questionNumber\":1,\"content\":\"%s\",\"base\":\"%s\"}]}"
        .formatted(content, base);
  }

  private static String draft(int question, String content) {
    return "{\"drafts\":[{\"questionNumber\":%d,\"content\":\"%s\"}]}".formatted(question, content);
  }
}
