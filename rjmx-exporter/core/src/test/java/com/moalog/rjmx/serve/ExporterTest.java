package com.moalog.rjmx.serve;

import static com.moalog.rjmx.serve.Rehearsal.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.rjmx.hash.HashKind;
import com.moalog.rjmx.hash.Pbkdf2;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.text.Base64;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop of the exporter on a machine whose time is the test's: each wait is told exactly. */
class ExporterTest {

  private static final String NOTHING = Rehearsal.NOTHING;
  private static final int SLICES = 40;

  private final Rehearsal rehearsal = new Rehearsal();
  private final StillMachine machine = rehearsal.machine();

  private Wire asksAt(long millis, String path, String... headers) {
    return rehearsal.asksAt(millis, path, headers);
  }

  private void reloadAt(long millis, String file) {
    rehearsal.reloadAt(millis, file, true);
  }

  private void run(String file, long untilMillis) throws NetworkException {
    rehearsal.run(file, untilMillis);
  }

  private static String two() {
    return """
    targets: [{name: a, url: 'http://a:1/j'}, {name: b, url: 'http://b:1/j'}]
    rules: [{pattern: 'a<x>', name: a}]
    """;
  }

  /** A hash that takes a known number of turns. */
  private static String slowAuth(String password) {
    int iterations = SLICES * Guard.SLICE;
    Pbkdf2 key = new Pbkdf2(HashKind.SHA_256, password, "salt", iterations, 16);
    assertThat(key.advance(iterations)).isTrue();
    return """
    server:
      auth:
        basic:
          username: reader
          algorithm: PBKDF2WithHmacSHA256
          salt: salt
          iterations: %d
          password_hash: "%s"
    """
        .formatted(iterations, key.hex());
  }

  private static String basic(String password) {
    return "Authorization: Basic " + Base64.encode("reader:" + password);
  }

  @Test
  void aTargetThatNeverAcceptsIsGivenUpWhenTheTimeToConnectIsOver() throws Exception {
    Wire client = asksAt(100, "/metrics");
    run(target("connect_timeout_ms: 500, timeout_ms: 60000, retries: 0"), 20_000);
    assertThat(client.answeredMillis()).isEqualTo(100 + 500);
    assertThat(client.received()).contains("rjmx_up{target=\"app:1\"} 0");
    assertThat(machine.log()).contains("no connection to app:1 in time");
  }

  @Test
  void theTimeOfAWholeScrapeEndsTheConnectingToo() throws Exception {
    Wire client = asksAt(100, "/metrics");
    run(target("connect_timeout_ms: 9000, timeout_ms: 700"), 20_000);
    assertThat(client.answeredMillis()).isEqualTo(100 + 700);
  }

  @Test
  void aTargetThatRefusesAtOnceIsAskedAgainAndGivenUp() throws Exception {
    List<Long> tries = new ArrayList<>();
    machine.target(
        "app",
        wire -> {
          tries.add(machine.nowMillis());
          throw new NetworkException(NetworkException.Reason.REFUSED, "nobody listens");
        });
    Wire client = asksAt(100, "/metrics");
    run(target("retries: 2"), 20_000);
    assertThat(tries).hasSize(3);
    assertThat(client.answeredMillis()).isBetween(100L + 200, 100L + 210);
  }

  @Test
  void wrongPasswordsDoNotHoldUpANewConfiguration() throws Exception {
    machine.target("app", machine.after(5, NOTHING));
    List<Wire> guesses = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      guesses.add(asksAt(100 + i * 10, "/metrics", basic("guess" + i), "Connection: close"));
    }
    Wire after = asksAt(1_050, "/metrics", basic("word"));
    reloadAt(1_000, slowAuth("word") + target("timeout_ms: 70"));
    run(slowAuth("word") + target("timeout_ms: 60"), 20_000);
    assertThat(rehearsal.loggedAt("configuration reloaded")).isLessThan("00:00:01.05");
    assertThat(guesses).noneMatch(guess -> guess.status() == 200);
    assertThat(after.status()).as("there may be too many to check").isIn(200, 503);
  }

  @Test
  void scrapesThatOverlapDoNotHoldUpANewConfiguration() throws Exception {
    machine.target("a", machine.after(400, NOTHING));
    machine.target("b", machine.after(400, NOTHING));
    List<Wire> clients = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      clients.add(asksAt(100 + i * 205, "/probe?target=" + (i % 2 == 0 ? "a" : "b")));
    }
    reloadAt(1_000, two());
    run(two(), 30_000);
    assertThat(rehearsal.loggedAt("configuration reloaded")).isLessThan("00:00:02");
    assertThat(clients).allMatch(client -> client.status() == 200);
    assertThat(clients.getLast().received()).contains("rjmx_config_reload_total 1\n");
  }

  @Test
  void aPasswordThatWasRightIsKnownAfterAReloadThatLeavesItAlone() throws Exception {
    machine.target("app", machine.after(0, NOTHING));
    Wire first = asksAt(100, "/metrics", basic("word"));
    Wire again = asksAt(2_000, "/metrics", basic("word"));
    Wire changed = asksAt(4_000, "/metrics", basic("word"));
    reloadAt(1_000, slowAuth("word") + target("timeout_ms: 70"));
    reloadAt(3_000, slowAuth("other") + target("timeout_ms: 70"));
    run(slowAuth("word") + target("timeout_ms: 60"), 20_000);
    assertThat(first.answeredMillis()).isGreaterThanOrEqualTo(100 + SLICES - 1);
    assertThat(again.answeredMillis()).isLessThan(2_000 + SLICES / 2);
    assertThat(List.of(first.status(), again.status())).containsOnly(200);
    assertThat(changed.status()).isEqualTo(401);
  }

  @Test
  void whoWaitsForAHashIsJudgedByTheNewConfiguration() throws Exception {
    machine.target("app", machine.after(5, NOTHING));
    Wire right = asksAt(100, "/metrics", basic("word"));
    Wire wrong = asksAt(100, "/metrics", basic("other"));
    Wire stranger = asksAt(100, "/metrics", basic("third"));
    reloadAt(110, slowAuth("other") + target("timeout_ms: 70"));
    run(slowAuth("word") + target("timeout_ms: 60"), 20_000);
    assertThat(List.of(right.status(), wrong.status(), stranger.status()))
        .containsExactly(401, 200, 401);
  }

  @Test
  void whoHasNoTimeLeftStartsNoScrape() throws Exception {
    List<Long> asked = new ArrayList<>();
    machine.target(
        "app",
        wire -> {
          asked.add(machine.nowMillis());
          machine.after(5, NOTHING).connect(wire);
        });
    String patience = "X-Prometheus-Scrape-Timeout-Seconds: 0.02";
    Wire late = asksAt(100, "/metrics", basic("word"), patience);
    Wire inTime = asksAt(1_000, "/metrics", basic("word"));
    run(slowAuth("word") + target("timeout_ms: 60"), 20_000);
    assertThat(late.status()).isEqualTo(503);
    assertThat(inTime.status()).isEqualTo(200);
    assertThat(asked).hasSize(1).allMatch(time -> time >= 1_000);
  }

  @Test
  void whoIsHeldForANewConfigurationIsAnsweredWhenTheExporterStopsBeforeIt() throws Exception {
    machine.target("a", machine.after(400, NOTHING));
    Wire running = asksAt(100, "/probe?target=a");
    Wire held = asksAt(120, "/probe?target=a");
    reloadAt(110, two());
    run(two(), 130);
    assertThat(List.of(running.status(), held.status())).containsOnly(200);
    assertThat(machine.nowMillis()).isLessThan(1_000);
  }
}
