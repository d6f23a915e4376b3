package com.moalog.server.anonymous;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.EventStream;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnonymousRetrospectsTest {

  private static final String TOKEN = "A".repeat(42) + "_";

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final ApiClient asGuest = server.people().as(guest);
  private final Retro.Room room = retro.room(owner, "Nameless");
  private final long id;
  private final String path;

  AnonymousRetrospectsTest() {
    retro.join(guest, room);
    id = retro.retrospect(owner, room, "P");
    path = "/api/v1/retrospects/" + id;
    mode(true).success();
    retro.participate(owner, id);
    retro.participate(guest, id);
  }

  private ApiAnswer mode(boolean anonymous) {
    return asOwner.put(path + "/mode", "{\"anonymous\":" + anonymous + "}");
  }

  @Test
  void keepsDraftsForTheirAuthorUntilTheSubmission() {
    asOwner.put(path + "/drafts", draft(2, "two")).success();
    asOwner.put(path + "/drafts", draft(5, "five")).success();
    JsonNode drafts = asOwner.get(path + "/drafts").success().path("drafts");
    assertThat(drafts).hasSize(5);
    assertThat(drafts.get(1).path("content").asString()).isEqualTo("two");
    assertThat(drafts.get(4).path("content").asString()).isEqualTo("five");
    assertThat(texts(asGuest)).isEmpty();
    assertThat(texts(asOwner)).isEmpty();
    retro.submit(owner, id, "x");
    JsonNode after = asOwner.get(path + "/drafts").success();
    assertThat(after.path("status").asString()).isEqualTo("SUBMITTED");
    assertThat(after.path("drafts").valueStream().map(one -> one.path("content").asString()))
        .allMatch(String::isEmpty);
  }

  /** The longest that there is: JSON needs six bytes for each of them. */
  @Test
  void keepsDraftsOfNothingButControlCharacters() {
    String text = "\\u0001".repeat(1_000);
    String all = Retro.answers("x").replace("answers", "drafts").replaceAll("x \\d", "TEXT");
    asOwner.put(path + "/drafts", all.replace("TEXT", text)).success();
    JsonNode drafts = asOwner.get(path + "/drafts").success().path("drafts");
    assertThat(drafts.valueStream().map(one -> one.path("content").asString()))
        .allMatch(Character.toString(1).repeat(1_000)::equals);
  }

  @Test
  void overwritesNoDraftOfAnotherDevice() {
    String stale = "{\"drafts\":[{\"questionNumber\":2,\"content\":\"b\",\"base\":\"\"}]}";
    asOwner.put(path + "/drafts", draft(2, "a")).success();
    asOwner.put(path + "/drafts", stale).isRefused(409, "RETRO4094");
    asOwner.put(path + "/drafts", stale.replace("base\":\"", "base\":\"a")).success();
    assertThat(asOwner.get(path + "/drafts").success().at("/drafts/1/content").asString())
        .isEqualTo("b");
  }

  @Test
  void namesNobody() {
    retro.submit(owner, id, "We released on time");
    retro.submit(guest, id, "The tests were slow");
    JsonNode answers =
        asGuest.get(path + "/responses?category=ALL&size=100").success().path("responses");
    assertThat(answers).hasSize(10);
    assertThat(answers.valueStream().map(answer -> answer.path("userName").asString()))
        .allMatch(String::isEmpty);
    JsonNode analysis = asGuest.post(path + "/analysis").success();
    assertThat(analysis.path("insight").asString()).isNotBlank();
    assertThat(analysis.path("personalMissions")).isEmpty();
    JsonNode sentence = asGuest.get(path + "/analysis/evidence").success().at("/sentences/0");
    assertThat(sentence.propertyNames()).containsExactly("text", "responseIds");
    assertThat(sentence.path("responseIds").valueStream().map(JsonNode::asLong))
        .isNotEmpty()
        .isSorted()
        .isSubsetOf(
            answers.valueStream().map(answer -> answer.path("responseId").asLong()).toList());
    assertThat(asOwner.get(path + "/drafts").success().path("status").asString())
        .isEqualTo("ANALYZED");
    assertThat(asGuest.get(path + "/export").contentType()).isEqualTo("application/pdf");
  }

  @Test
  void findsAnswersByTheTokenAlone() {
    JsonNode submitted = submit(asOwner, "x", TOKEN).success();
    assertThat(submitted.path("editToken").asString()).isEqualTo(TOKEN);
    submit(asOwner, "x", TOKEN).success();
    submit(asOwner, "x", TOKEN.replace('A', 'B')).isRefused(403, "RETRO4033");
    assertThat(texts(asGuest)).as("the same submission twice").hasSize(5);

    String key = "{\"editToken\":\"" + TOKEN + "\"";
    JsonNode found = asGuest.post(path + "/anonymous-answers/read", key + "}").success();
    assertThat(found.path("answers")).hasSize(5);
    assertThat(found.path("isEditable").asBoolean()).isTrue();
    String change = key + ",\"answers\":[{\"questionNumber\":3,\"content\":\"better\"}]}";
    asOwner.put(path + "/anonymous-answers", change).success();
    assertThat(texts(asGuest)).hasSize(5).contains("better");

    String unknown = "{\"editToken\":\"nobody's\"";
    asOwner.post(path + "/anonymous-answers/read", unknown + "}").isRefused(403, "RETRO4034");
    asOwner
        .put(path + "/anonymous-answers", change.replace(key, unknown))
        .isRefused(403, "RETRO4034");
    asOwner.put(path + "/anonymous-answers", key + "}").isRefused(400, "COMMON400");
    asOwner
        .put(path + "/anonymous-answers", change.replace("better", " "))
        .isRefused(400, "RETRO4007");
    asOwner
        .put(path + "/anonymous-answers", change.replace("better", "🌱".repeat(1_001)))
        .isRefused(400, "RETRO4003");
    asOwner.post(path + "/analysis").success();
    asOwner.put(path + "/anonymous-answers", change).isRefused(403, "RETRO4033");
  }

  @Test
  void refusesTokensThatNoBrowserMakes() {
    submit(asOwner, "x", "short").isRefused(400, "COMMON400");
    submit(asOwner, "x", "A".repeat(44)).isRefused(400, "COMMON400");
    submit(asOwner, "x", "é" + "A".repeat(42)).isRefused(400, "COMMON400");
    JsonNode made = asGuest.post(path + "/submit", Retro.answers("x")).success();
    assertThat(made.path("editToken").asString()).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void changesTheModeUntilSomethingIsWritten() {
    assertMode(true, false, 0, true);
    mode(false).success();
    assertThat(asGuest.get(path + "/drafts").success().path("drafts")).hasSize(5);
    asGuest.put(path + "/mode", "{\"anonymous\":true}").isRefused(403, "RETRO4031");
    mode(true).success();
    asGuest.put(path + "/drafts", draft(1, "x")).success();
    mode(false).isRefused(409, "RETRO4093");
    mode(true).success();
    retro.submit(guest, id, "x");
    mode(false).isRefused(409, "RETRO4093");
    assertMode(true, true, 1, true);
  }

  /** Whoever of the two submits, the file is the same. */
  @Test
  void exportsParticipantsWithoutNamesAndOrder() {
    for (Person author : List.of(owner, guest)) {
      long other = retro.retrospect(owner, room, "Q");
      String there = "/api/v1/retrospects/" + other;
      asOwner.put(there + "/mode", "{\"anonymous\":true}").success();
      retro.participate(owner, other);
      retro.participate(guest, other);
      retro.submit(author, other, "x");
      ApiAnswer file = asGuest.get(there + "/export/json");
      assertThat(file.text()).doesNotContain(owner.nickname() + "\"", guest.nickname() + "\"");
      JsonNode participants = file.json().at("/retrospects/0/participants");
      assertThat(participants.valueStream().map(one -> one.path("status").asString()))
          .containsExactly("DRAFT", "SUBMITTED");
    }
  }

  @Test
  void storesNothingUnderANameThatWasWrittenAnonymously() {
    try (EventStream stream = EventStream.open(server, id, guest.accessToken(), null)) {
      assertThat(stream.next().name()).isEqualTo("ready");
      mode(false).success();
      EventStream.Event told = stream.nextNumbered();
      assertThat(told.name()).isEqualTo("mode");
      assertThat(told.data()).isEqualTo("{\"anonymous\":false}");
    }
    submit(asGuest, "x", TOKEN).isRefused(409, "RETRO4095");
    assertThat(texts(asOwner)).isEmpty();
    retro.submit(guest, id, "under my name");
    submit(asGuest, "x", TOKEN).isRefused(403, "RETRO4033");
  }

  private void assertMode(boolean anonymous, boolean locked, int submitters, boolean small) {
    JsonNode mode = asGuest.get(path + "/mode").success();
    assertThat(mode.path("anonymous").asBoolean()).isEqualTo(anonymous);
    assertThat(mode.path("locked").asBoolean()).isEqualTo(locked);
    assertThat(mode.path("submitters").asInt()).isEqualTo(submitters);
    assertThat(mode.path("isSmallGroup").asBoolean()).isEqualTo(small);
  }

  /** More than a block has room for, all at once: nobody's answer is lost or overwritten. */
  @Test
  void takesManySubmissionsAtOnce() {
    List<Callable<ApiAnswer>> submissions = new ArrayList<>();
    for (int number = 0; number < AnswerPool.BLOCK + 4; number++) {
      Person person = server.people().newcomer();
      retro.join(person, room);
      retro.participate(person, id);
      String text = "of nobody " + number + "-";
      submissions.add(() -> server.people().as(person).post(path + "/submit", Retro.answers(text)));
    }
    List<ApiAnswer> answers = Race.of(submissions, Duration.ofSeconds(60));
    assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(submissions.size());
    long texts =
        server
            .database()
            .sql(
                """
                SELECT COUNT(DISTINCT response) FROM response
                WHERE retrospect_id = :id AND response <> ''
                """)
            .param("id", id)
            .query(Long.class)
            .single();
    assertThat(texts).isEqualTo(5L * submissions.size());
  }

  private ApiAnswer submit(ApiClient client, String text, String token) {
    String body = Retro.answers(text);
    String withToken = body.substring(0, body.length() - 1) + ",\"editToken\":\"" + token + "\"}";
    return client.post(path + "/submit", withToken);
  }

  private static String draft(int number, String text) {
    return "{\"drafts\":[{\"questionNumber\":%d,\"content\":\"%s\"}]}".formatted(number, text);
  }

  private List<String> texts(ApiClient client) {
    return client
        .get(path + "/responses?category=ALL&size=100")
        .success()
        .path("responses")
        .valueStream()
        .map(answer -> answer.path("content").asString())
        .toList();
  }
}
