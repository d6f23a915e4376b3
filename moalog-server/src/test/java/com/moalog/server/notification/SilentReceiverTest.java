package com.moalog.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A receiver that takes a message and does not answer in time. */
class SilentReceiverTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Map<String, String> SOON_TIRED =
      Map.of("HOOK_ALLOW_LOCAL", "true", "HOOK_TIMEOUT", "3s", "HOOK_RETRY_PAUSE", "20ms");

  /** Who says nothing holds nobody else up, and is asked again. */
  @Test
  void doesNotWaitForASilentReceiver() throws IOException {
    try (HookReceiver receiver = new HookReceiver();
        TestServer server = TestServer.start(SOON_TIRED)) {
      Retro retro = new Retro(server);
      Person owner = server.people().newcomer();
      ApiClient asOwner = server.people().as(owner);
      Retro.Room silent = retro.room(owner, "Silent");
      Retro.Room other = retro.room(owner, "Other");
      receiver.behave("/silent", receiver.silence());
      asOwner.put(path(silent), hook(receiver, "/silent")).success();
      asOwner.put(path(other), hook(receiver, "/other")).success();

      retro.retrospect(owner, silent, "P");
      await(() -> !receiver.at("/silent").isEmpty());
      retro.retrospect(owner, other, "Q");
      await(() -> !receiver.at("/other").isEmpty());
      await(() -> receiver.at("/silent").size() >= 2);
      assertThat(delivered(asOwner, silent)).isZero();
      receiver.behave("/silent", HookReceiver.status(200));
      await(() -> delivered(asOwner, silent) == 1);
    }
  }

  private static String path(Retro.Room room) {
    return "/api/v1/retro-rooms/" + room.id() + "/notifications";
  }

  private static String hook(HookReceiver receiver, String target) {
    return "{\"url\":\"%s\",\"format\":\"JSON\",\"events\":[\"OPENED\"]}"
        .formatted(receiver.address(target));
  }

  private static long delivered(ApiClient client, Retro.Room room) {
    return client
        .get(path(room) + "/deliveries")
        .success()
        .path("deliveries")
        .valueStream()
        .filter(one -> one.path("state").asString().equals("DELIVERED"))
        .count();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }
}
