package com.moalog.server.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.sandbox.SandboxServer;
import com.moalog.sandbox.SandboxSettings;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.ServerProcess;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server that dies while it waits for the AI keeps no unit of anybody's month. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AiKillTest {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String ANALYSIS = "ROOM_ANALYSIS";
  private static final String HINT = "MEMBER_ASSISTANT";

  @SuppressWarnings("NullAway.Init") // set before all tests
  private SandboxServer sandbox;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private TestServer server;

  @BeforeAll
  void start() throws IOException {
    sandbox = SandboxServer.start(SandboxSettings.forTests());
    server = TestServer.beside(variables());
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    sandbox.close();
  }

  private Map<String, String> variables() {
    return new HashMap<>(
        Map.of(
            "DATABASE_URL", TestServer.sharedDatabaseUrl(),
            "OPENAI_BASE_URL", sandbox.address().resolve("/v1").toString(),
            "OPENAI_API_KEY", "a key"));
  }

  @Test
  void givesBackWhatAKilledServerHadReserved() throws Exception {
    Retro retro = new Retro(server);
    Person owner = server.people().newcomer();
    Person guest = server.people().newcomer();
    Retro.Room room = retro.room(owner, "Killed");
    retro.join(guest, room);
    long id = retro.retrospect(owner, room, "P");
    retro.participate(owner, id);
    retro.participate(guest, id);
    retro.submit(guest, id, "Deployment was smooth");
    String analysis = "/api/v1/retrospects/" + id + "/analysis";
    String hints = "/api/v1/retrospects/" + id + "/questions/1/assistant";

    admin(
        "POST",
        "/__admin/rules",
        "{\"match\":{\"operation\":\"chat\"},\"times\":2,\"then\":\"hang\"}");
    try (ServerProcess doomed = ServerProcess.start(variables())) {
      ApiClient client = doomed.client().withToken(owner.accessToken());
      Thread analyst = Thread.startVirtualThread(() -> askInVain(client, analysis));
      Thread assistant = Thread.startVirtualThread(() -> askInVain(client, hints));
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> used(ANALYSIS, room.id()) == 1 && used(HINT, owner.id()) == 1);
      Awaitility.await().atMost(LIMIT).until(() -> asked() == 2);
      doomed.kill();
      analyst.join();
      assistant.join();
    }
    admin("DELETE", "/__admin/rules", "");
    assertThat(reservations(room, owner)).isEqualTo(2);

    ApiClient asOwner = server.people().as(owner);
    asOwner.post(analysis).isRefused(409, "RETRO4091");
    asOwner.post(hints, "{}").success();
    assertThat(used(HINT, owner.id())).as("while the lease runs").isEqualTo(2);

    leasesEnd();
    asOwner.post(analysis).success();
    asOwner.post(hints, "{}").success();
    assertThat(used(ANALYSIS, room.id())).isEqualTo(1);
    assertThat(used(HINT, owner.id())).isEqualTo(2);
    assertThat(reservations(room, owner)).isZero();
  }

  private static void askInVain(ApiClient client, String path) {
    try {
      assertThat(client.post(path, "{}").status()).isNotEqualTo(200);
    } catch (UncheckedIOException killed) {
      assertThat(killed).hasCauseInstanceOf(IOException.class);
    }
  }

  /** The claim of the analysis and the reservations have the same lease. */
  private void leasesEnd() {
    server
        .database()
        .sql("UPDATE ai_reservation SET lease_until = lease_until - INTERVAL 91 SECOND")
        .update();
    server
        .database()
        .sql(
            """
            UPDATE retrospects SET analysis_started_at = analysis_started_at - INTERVAL 91 SECOND
            """)
        .update();
  }

  private int reservations(Retro.Room room, Person member) {
    return server
        .database()
        .sql(
            """
            SELECT COUNT(*) FROM ai_reservation
            WHERE (scope_type = :analysis AND scope_id = :room)
              OR (scope_type = :hint AND scope_id = :member)
            """)
        .param("analysis", ANALYSIS)
        .param("room", room.id())
        .param("hint", HINT)
        .param("member", member.id())
        .query(Integer.class)
        .single();
  }

  private int used(String scope, long of) {
    return server
        .database()
        .sql("SELECT used FROM ai_usage_counter WHERE scope_type = :scope AND scope_id = :id")
        .param("scope", scope)
        .param("id", of)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  private int asked() {
    return admin("GET", "/__admin/requests?operation=chat", "").split("\"fault\"", -1).length - 1;
  }

  private String admin(String method, String path, String body) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(sandbox.address().resolve(path))
              .method(method, BodyPublishers.ofString(body))
              .build();
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isBetween(200, 204);
      return answer.body();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
