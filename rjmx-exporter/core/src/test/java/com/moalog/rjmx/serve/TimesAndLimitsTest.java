package com.moalog.rjmx.serve;

import static com.moalog.rjmx.serve.Rehearsal.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The times and numbers of the contract, each to the millisecond and to the one. */
class TimesAndLimitsTest {

  private static final String COUNT = "[{\"value\":{\"a:type=X\":{\"Count\":%d}},\"status\":200}]";

  private final Rehearsal rehearsal = new Rehearsal();
  private final StillMachine machine = rehearsal.machine();
  private final List<Long> connected = new ArrayList<>();
  private final List<Long> asked = new ArrayList<>();

  /** A target that counts what it is asked. */
  private void counting() {
    machine.target(
        "app",
        wire -> {
          connected.add(machine.nowMillis());
          wire.connect();
          wire.whenAsked(() -> {
            asked.add(machine.nowMillis());
            wire.answer(COUNT.formatted(asked.size()));
          });
        });
  }

  private static String counts(String more) {
    return more
        + """
        jolokia: {url: 'http://app:1/j'}
        whitelistObjectNames: ['a:*']
        rules: [{pattern: '<(Count)>$', name: a_$1}]
        """;
  }

  @Test
  void nothingIsReadBeforeTheDelayOfTheStartIsOver() throws Exception {
    counting();
    Wire early = rehearsal.asksAt(1_900, "/metrics");
    Wire late = rehearsal.asksAt(2_100, "/metrics");
    rehearsal.run(counts("startDelaySeconds: 2\n"), 10_000);
    assertThat(early.received())
        .contains("rjmx_exporter_metrics_scraped 0\n", "rjmx_exporter_scrape_errors 0\n");
    assertThat(late.received()).contains("\na_Count 1\n");
    assertThat(asked).hasSize(1).allMatch(time -> time >= 2_100);
  }

  @Test
  void aYoungResultIsServedAgain() throws Exception {
    counting();
    List<Wire> clients = new ArrayList<>();
    for (long time : new long[] {100, 500, 1_050, 1_200}) {
      clients.add(rehearsal.asksAt(time, "/metrics"));
    }
    rehearsal.run(counts("scrape: {min_interval_ms: 1000}\n"), 10_000);
    assertThat(asked).hasSize(2);
    assertThat(clients.get(2).received()).contains("\na_Count 1\n");
    assertThat(clients.get(3).received()).contains("\na_Count 2\n");
  }

  @Test
  void theBackgroundReadsAsOftenAsItIsTold() throws Exception {
    counting();
    rehearsal.run(counts("scrape: {background: 15}\n"), 46_000);
    assertThat(asked).hasSize(4);
    assertThat(asked.getLast() - asked.getFirst()).isBetween(45_000L, 45_010L);
  }

  @Test
  void aConnectionIsKeptForHalfAMinute() throws Exception {
    counting();
    for (long time : new long[] {100, 29_000, 60_000}) {
      rehearsal.asksAt(time, "/metrics");
    }
    rehearsal.run(counts(""), 70_000);
    assertThat(asked).hasSize(3);
    assertThat(connected).hasSize(2);
  }

  @Test
  void aTargetThatIsDownIsToldOnceAndAgainAfterFiveMinutesAndWhenItIsBack() throws Exception {
    machine.at(700_000, () -> machine.target("app", machine.after(1, COUNT.formatted(1))));
    for (long time = 1_000; time < 800_000; time += 15_000) {
      rehearsal.asksAt(time, "/metrics", "Connection: close");
    }
    rehearsal.run(counts("").replace("/j'", "/j', connect_timeout_ms: 100"), 800_000);
    assertThat(rehearsal.loggedAt("target is down").split(" ", -1)).hasSize(3);
    assertThat(rehearsal.loggedAt("target is down"))
        .isEqualTo("00:00:01.100Z 00:05:01.100Z 00:10:01.100Z");
    assertThat(rehearsal.loggedAt("target is back")).startsWith("00:11:46.").hasSize(13);
  }

  @Test
  void aChangedFileIsFoundWithinFiveSeconds() throws Exception {
    rehearsal.reloadAt(1_000, target("timeout_ms: 70"), false);
    rehearsal.run(target("timeout_ms: 60"), 20_000);
    assertThat(rehearsal.loggedAt("configuration reloaded")).isBetween("00:00:01", "00:00:05.01");
  }

  @Test
  void aHeadThatDripsAndAConnectionThatIsIdleEnd() throws Exception {
    Wire silent = machine.client(100);
    Wire slow = machine.client(100);
    machine.at(200, () -> slow.send("GET /health HTTP/1.1\r\n"));
    machine.at(9_000, () -> slow.send("Host: x\r\n"));
    Wire idle = rehearsal.asksAt(100, "/health");
    List<Boolean> closed = new ArrayList<>();
    machine.at(60_000, () -> closed.add(idle.isClosed()));
    machine.at(60_200, () -> closed.add(idle.isClosed()));
    rehearsal.run(target("timeout_ms: 60"), 61_000);
    assertThat(slow.status()).isEqualTo(408);
    assertThat(slow.answeredMillis()).isBetween(10_200L, 10_210L);
    assertThat(silent.isClosed()).isTrue();
    assertThat(silent.received()).isEmpty();
    assertThat(closed).containsExactly(false, true);
  }

  @Test
  void sixtyFourConnectionsAreServedAndMoreWait() throws Exception {
    List<Wire> crowd = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      crowd.add(rehearsal.asksAt(100, "/health"));
    }
    Wire next = rehearsal.asksAt(200, "/health");
    machine.at(5_000, () -> crowd.getFirst().end());
    rehearsal.run(target("timeout_ms: 60"), 20_000);
    assertThat(crowd).allMatch(client -> client.answeredMillis() < 200);
    assertThat(next.answeredMillis()).isBetween(5_000L, 5_010L);
  }

  @Test
  void atTheEndNobodyIsWaitedForLongerThanTenSeconds() throws Exception {
    machine.target("app", wire -> wire.connect());
    Wire client = rehearsal.asksAt(100, "/metrics");
    rehearsal.run(target("timeout_ms: 60000"), 1_000);
    assertThat(client.status()).isZero();
    assertThat(client.isClosed()).isTrue();
    assertThat(machine.nowMillis()).isBetween(11_000L, 11_010L);
  }

  @Test
  void aTargetThatSendsElsewhereIsNotFollowed() throws Exception {
    machine.target(
        "app",
        wire -> {
          connected.add(machine.nowMillis());
          wire.connect();
          wire.whenAsked(
              () -> wire.send("HTTP/1.1 302 x\r\nLocation: /k\r\nContent-Length: 0\r\n\r\n"));
        });
    Wire client = rehearsal.asksAt(100, "/metrics");
    rehearsal.run(target("timeout_ms: 60"), 1_000);
    assertThat(client.received()).contains("rjmx_up{target=\"app:1\"} 0");
    assertThat(machine.log()).contains("http_302");
    assertThat(connected).hasSize(1);
  }
}
