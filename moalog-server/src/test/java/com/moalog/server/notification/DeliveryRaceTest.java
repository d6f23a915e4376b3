package com.moalog.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.TestServers;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.ServerProcess;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Several servers with one outbox, and a server that ends between the commit and the message. */
class DeliveryRaceTest {

  private static final int MESSAGES = 24;
  private static final String HOOK = "/hook";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Map<String, String> variables = new HashMap<>();

  DeliveryRaceTest() {
    variables.put("DATABASE_URL", TestServer.databaseUrl(TestServers.freshMySqlSchema()));
    variables.put("HOOK_ALLOW_LOCAL", "true");
  }

  @Test
  void deliversOnceThoughTwoServersSend() throws IOException {
    variables.put("HOOK_TIMEOUT", "60s");
    try (HookReceiver receiver = new HookReceiver();
        TestServer one = TestServer.start(variables);
        TestServer other = TestServer.start(variables)) {
      Retro retro = new Retro(one);
      Person owner = one.people().newcomer();
      Retro.Room room = roomWithHook(one, owner, receiver);
      for (int number = 0; number < MESSAGES; number++) {
        retro.retrospect(owner, room, "P" + number);
      }
      ApiClient elsewhere = other.client().withToken(owner.accessToken());
      Awaitility.await().atMost(LIMIT).until(() -> delivered(elsewhere, room) == MESSAGES);
      assertThat(receiver.at(HOOK))
          .hasSize(MESSAGES)
          .extracting(message -> message.header("webhook-id"))
          .doesNotHaveDuplicates();
    }
  }

  /** The receiver has the message, but the server is killed before it has an answer. */
  @Test
  void deliversWhatAKilledServerLeft() throws IOException {
    variables.put("HOOK_TIMEOUT", "2s");
    try (HookReceiver receiver = new HookReceiver()) {
      receiver.behave(HOOK, receiver.silence());
      Person owner;
      Retro.Room room;
      try (TestServer first = TestServer.start(variables)) {
        owner = first.people().newcomer();
        room = roomWithHook(first, owner, receiver);
      }
      try (ServerProcess doomed = ServerProcess.start(variables)) {
        doomed
            .client()
            .withToken(owner.accessToken())
            .post("/api/v1/retrospects", Retro.proposal(room.id(), "P"))
            .success();
        Awaitility.await().atMost(LIMIT).until(() -> !receiver.at(HOOK).isEmpty());
        doomed.kill();
      }
      receiver.behave(HOOK, HookReceiver.status(200));
      try (TestServer next = TestServer.start(variables)) {
        ApiClient client = next.client().withToken(owner.accessToken());
        Awaitility.await().atMost(LIMIT).until(() -> delivered(client, room) == 1);
      }
      assertThat(receiver.at(HOOK))
          .hasSizeGreaterThanOrEqualTo(2)
          .extracting(message -> message.header("webhook-id"))
          .containsOnly(receiver.at(HOOK).getFirst().header("webhook-id"));
    }
  }

  private static Retro.Room roomWithHook(TestServer server, Person owner, HookReceiver receiver) {
    Retro.Room room = new Retro(server).room(owner, "Watched");
    server
        .people()
        .as(owner)
        .put(
            "/api/v1/retro-rooms/" + room.id() + "/notifications",
            "{\"url\":\"%s\",\"format\":\"JSON\",\"events\":[\"OPENED\"]}"
                .formatted(receiver.address(HOOK)))
        .success();
    return room;
  }

  private static long delivered(ApiClient client, Retro.Room room) {
    return client
        .get("/api/v1/retro-rooms/" + room.id() + "/notifications/deliveries")
        .success()
        .path("deliveries")
        .valueStream()
        .filter(one -> one.path("state").asString().equals("DELIVERED"))
        .count();
  }
}
