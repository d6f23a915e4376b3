package com.moalog.server.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.Standstill;
import com.moalog.server.notification.HookReceiver.Received;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a room's channel is told, and what becomes of it when the channel does not behave. */
class NotificationsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Longer than the lease of a notification, which is three times {@code HOOK_TIMEOUT}. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Less than {@code HOOK_TIMEOUT}: nothing was waited for. */
  private static final Duration BEFORE_TIMEOUT = Duration.ofSeconds(20);

  private static final String ALL = "[\"OPENED\",\"CLOSED\",\"ANALYSED\"]";

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TestServer server;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static HookReceiver receiver;

  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner).with("Accept-Language", "ko");
  private final Retro.Room room = retro.room(owner, "우리 <팀> & 방");
  private final String path = "/api/v1/retro-rooms/" + room.id() + "/notifications";
  private final String target = "/hooks/" + room.id();

  @BeforeAll
  static void start() throws IOException {
    receiver = new HookReceiver();
    server =
        TestServer.start(
            Map.of(
                "HOOK_ALLOW_LOCAL", "true",
                "HOOK_TIMEOUT", "30s",
                "HOOK_RETRY_PAUSE", "20ms",
                "PUBLIC_URL", "https://moalog.example/"));
  }

  @AfterAll
  static void stop() {
    server.close();
    receiver.close();
  }

  @Test
  void tellsWhenARetrospectOpensAndIsAnalysed() throws Exception {
    String secret = set("JSON", ALL).path("secret").asString();
    assertThat(secret).startsWith("whsec_");
    long id = retro.retrospect(owner, room, "배포");
    retro.participate(owner, id);
    retro.submit(owner, id, "아무도 모르는 이야기");
    asOwner.post("/api/v1/retrospects/" + id + "/analysis").success();

    await(() -> deliveries("DELIVERED").size() == 2);
    List<Received> messages = receiver.at(target);
    assertThat(messages).hasSize(2);
    JsonNode opened = ofType("retrospect.opened", messages);
    assertThat(opened.at("/data/retrospectId").asLong()).isEqualTo(id);
    assertThat(opened.at("/data/retroRoomName").asString()).isEqualTo(room.title());
    assertThat(opened.at("/data/url").asString())
        .isEqualTo("https://moalog.example/retrospects/" + id);
    assertThat(opened.path("text").asString()).contains("‘배포’ 회고가 열렸어요");
    JsonNode analysed = ofType("retrospect.analysed", messages);
    assertThat(analysed.at("/data/retrospectId").asLong()).isEqualTo(id);
    for (Received message : messages) {
      assertThat(message.body()).doesNotContain("이야기", owner.nickname(), owner.email());
      assertThat(message.header("webhook-signature")).isEqualTo(signature(secret, message));
    }
    JsonNode listed = deliveries("DELIVERED").getFirst();
    assertThat(listed.path("event").asString()).isEqualTo("ANALYSED");
    assertThat(listed.path("attempts").asInt()).isEqualTo(1);
    assertThat(listed.path("lastStatus").asInt()).isEqualTo(204);
  }

  /** Each is sent for itself, so the second may arrive first. */
  private static JsonNode ofType(String type, List<Received> messages) {
    return messages.stream()
        .map(message -> JSON.readTree(message.body()))
        .filter(message -> message.path("type").asString().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /** As a receiver checks it, by the rules of Standard Webhooks. */
  private static String signature(String secret, Received message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed =
        message.header("webhook-id")
            + "."
            + message.header("webhook-timestamp")
            + "."
            + message.body();
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  /** Planned with the opening, or when the hook came later; due when the start has passed. */
  @Test
  void tellsWhenTheStartHasPassed() {
    long before = retro.retrospect(owner, room, "Before");
    set("JSON", "[\"CLOSED\"]");
    long after = retro.retrospect(owner, room, "After");
    assertThat(asOwner.get(path + "/deliveries").success().path("deliveries").size())
        .as("not before its time")
        .isZero();
    int planned =
        server
            .database()
            .sql(
                """
                UPDATE notification
                JOIN retrospects ON retrospects.retrospect_id = notification.retrospect_id
                SET due_at = UTC_TIMESTAMP(3), happened_at = UTC_TIMESTAMP(3)
                WHERE notification.retrospect_id IN (:before, :after)
                  AND due_at = start_time - INTERVAL 9 HOUR
                """)
            .param("before", before)
            .param("after", after)
            .update();
    assertThat(planned).isEqualTo(2);
    await(() -> deliveries("DELIVERED").size() == 2);
    assertThat(receiver.at(target))
        .allMatch(message -> message.body().contains("\"retrospect.closed\""));
  }

  @Test
  void writesToSlackInTheLanguageOfTheRoom() {
    asOwner
        .put(path, hook("SLACK", "[\"OPENED\"]").replace("}", ",\"language\":\"en\"}"))
        .success();
    long id = retro.retrospect(owner, room, "A <b> & c");
    await(() -> !receiver.at(target).isEmpty());
    JsonNode message = JSON.readTree(receiver.at(target).getFirst().body());
    assertThat(message.propertyNames()).containsExactly("text");
    assertThat(message.path("text").asString())
        .startsWith("[우리 &lt;팀&gt; &amp; 방] The retrospective ‘A &lt;b&gt; &amp; c’ is open.")
        .endsWith("\n<https://moalog.example/retrospects/" + id + ">");
  }

  @Test
  void triesAgainUnderTheSameIdUntilItIsHeard() {
    receiver.behave(target, HookReceiver.status(503));
    set("JSON", "[\"OPENED\"]");
    retro.retrospect(owner, room, "P");
    await(() -> receiver.at(target).size() >= 2);
    receiver.behave(target, HookReceiver.status(200));
    await(() -> deliveries("DELIVERED").size() == 1);
    assertThat(receiver.at(target))
        .extracting(one -> one.header("webhook-id"))
        .containsOnly(receiver.at(target).getFirst().header("webhook-id"));
    assertThat(deliveries("DELIVERED").getFirst().path("attempts").asInt())
        .isEqualTo(receiver.at(target).size());
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    receiver.behave(target, HookReceiver.status(500));
    set("JSON", "[\"OPENED\"]");
    retro.retrospect(owner, room, "P");
    await(() -> !receiver.at(target).isEmpty());
    server
        .database()
        .sql("UPDATE notification SET attempts = :most WHERE retrospect_room_id = :room")
        .param("most", NotificationSettings.ATTEMPTS)
        .param("room", room.id())
        .update();
    await(() -> deliveries("FAILED").size() == 1);
    int heard = receiver.at(target).size();
    receiver.behave(target, HookReceiver.status(200));
    retro.retrospect(owner, room, "Q");
    await(() -> deliveries("DELIVERED").size() == 1);
    assertThat(receiver.at(target)).hasSize(heard + 1);
  }

  @Test
  void neitherFollowsARedirectNorRepeatsWhatIsRefused() {
    for (HookReceiver.Manner manner :
        List.of(
            HookReceiver.redirect(receiver.address("/inside/" + room.id())),
            HookReceiver.status(404))) {
      receiver.behave(target, manner);
      set("JSON", "[\"OPENED\"]");
      int failed = deliveries("FAILED").size();
      retro.retrospect(owner, room, "P");
      await(() -> deliveries("FAILED").size() == failed + 1);
    }
    assertThat(deliveries("FAILED"))
        .extracting(one -> one.path("lastStatus").asInt())
        .containsExactly(404, 302);
    assertThat(receiver.at("/inside/" + room.id())).isEmpty();
    assertThat(receiver.at(target)).hasSize(2);
  }

  @Test
  void readsNothingOfABodyThatDoesNotEnd() {
    receiver.behave(target, HookReceiver.endless());
    set("JSON", "[\"OPENED\"]");
    retro.retrospect(owner, room, "P");
    Standstill.await(BEFORE_TIMEOUT, () -> deliveries("DELIVERED").size() == 1);
    assertThat(receiver.at(target)).hasSize(1);
  }

  @Test
  void sendsNothingAnyMoreWhenTheHookIsGone() {
    asOwner.delete(path).isRefused(404, "HOOK4041");
    asOwner.get(path).isRefused(404, "HOOK4041");
    receiver.behave(target, HookReceiver.status(503));
    set("JSON", ALL);
    retro.retrospect(owner, room, "P");
    await(() -> !receiver.at(target).isEmpty());
    asOwner.delete(path).success();
    assertThat(
            server
                .database()
                .sql("SELECT COUNT(*) FROM notification WHERE retrospect_room_id = :room")
                .param("room", room.id())
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(deliveries("PENDING")).isEmpty();
  }

  @Test
  void showsTheSecretOnceAndTheAddressToTheOwnerAlone() {
    Person member = server.people().newcomer();
    retro.join(member, room);
    ApiClient asMember = server.people().as(member);
    asMember.put(path, hook("JSON", ALL)).isRefused(403, "RETRO4031");
    String first = set("JSON", ALL).path("secret").asString();
    assertThat(set("SLACK", ALL).path("secret").isNull()).as("the same address").isTrue();
    assertThat(asOwner.get(path).success().has("secret")).isFalse();
    assertThat(asOwner.get(path).success().path("url").asString())
        .isEqualTo(receiver.address(target));
    assertThat(asMember.get(path).success().path("url").asString()).isEqualTo(receiver.address(""));
    asMember.delete(path).isRefused(403, "RETRO4031");
    String moved = hook("JSON", ALL).replace(target, target + "/new");
    assertThat(asOwner.put(path, moved).success().path("secret").asString())
        .startsWith("whsec_")
        .isNotEqualTo(first);
  }

  private JsonNode set(String format, String events) {
    return asOwner.put(path, hook(format, events)).success();
  }

  private String hook(String format, String events) {
    return "{\"url\":\"%s\",\"format\":\"%s\",\"events\":%s}"
        .formatted(receiver.address(target), format, events);
  }

  private List<JsonNode> deliveries(String state) {
    return asOwner
        .get(path + "/deliveries")
        .success()
        .path("deliveries")
        .valueStream()
        .filter(one -> one.path("state").asString().equals(state))
        .toList();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }
}
