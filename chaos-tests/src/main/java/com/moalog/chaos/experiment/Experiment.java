package com.moalog.chaos.experiment;

import com.moalog.chaos.money.Audit;
import com.moalog.chaos.money.Purchases;
import com.moalog.chaos.platform.Ability;
import com.moalog.chaos.traffic.Kind;
import com.moalog.chaos.traffic.Members;
import com.moalog.chaos.traffic.Phase;
import com.moalog.chaos.traffic.Samples;
import com.moalog.chaos.traffic.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs one fault from the check that nothing is broken yet to the check that nothing is broken any
 * more. Users have their logins before anything breaks. Not thread-safe.
 */
public final class Experiment {

  private static final int USERS = 15;
  private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(90);
  private static final double NANOS = 1e9;

  private final Fault fault;
  private final Stage stage;
  private final Optional<Alarm> alarm;

  private Experiment(Fault fault, Stage stage) {
    this.fault = fault;
    this.stage = stage;
    this.alarm =
        stage.depth().judgesTimes()
            ? fault.alert().map(name -> new Alarm(name, stage.addresses().prometheusPort()))
            : Optional.empty();
  }

  /** Never throws for what the platform does: an experiment that breaks off has failed. */
  public static Outcome run(Fault fault, Stage stage) throws InterruptedException {
    Optional<Ability> lacking =
        fault.needs().stream().filter(need -> !stage.platform().can(need)).findFirst();
    if (lacking.isPresent()) {
      return Outcome.skipped(fault, lacking.get().excuse());
    }
    long begun = System.nanoTime();
    try {
      return new Experiment(fault, stage).run(begun);
    } catch (IOException e) {
      return Outcome.broken(fault, "broke off: " + e.getMessage(), seconds(begun));
    } finally {
      stage.putAway();
    }
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / NANOS;
  }

  private Outcome run(long begun) throws IOException, InterruptedException {
    if (!stage.await(HEALTHY_WITHIN, at -> at.platform().unhealthy().isEmpty())) {
      return Outcome.broken(
          fault, "not healthy before: " + stage.platform().unhealthy(), seconds(begun));
    }
    fault.prepare().on(stage);
    Members members = Members.loggedIn(stage.addresses(), stage.http(), USERS);
    Optional<Purchases> purchases =
        fault.buyers() == 0
            ? Optional.empty()
            : Optional.of(Purchases.start(stage.addresses(), fault.buyers()));
    Recovery recovery;
    Samples samples;
    try (Traffic traffic =
        Traffic.start(
            new Traffic.Crowd(stage.number(), USERS, fault.mix(), members), stage.addresses())) {
      recovery = breakAndRepair(traffic);
      samples = traffic.end();
    } finally {
      if (purchases.isPresent()) {
        audit(purchases.get());
      }
    }
    return judged(samples, recovery, begun);
  }

  private Recovery breakAndRepair(Traffic traffic) throws IOException, InterruptedException {
    Thread.sleep(stage.depth().calm());
    traffic.enter(Phase.BETWEEN);
    Recovery recovery;
    try {
      fault.inject().on(stage);
      traffic.enter(Phase.BROKEN);
      Thread.sleep(stage.depth().broken());
      fault.meanwhile().on(stage);
      if (alarm.isPresent()) {
        alarm.get().awaitFire();
      }
    } finally {
      traffic.enter(Phase.BETWEEN);
      recovery = Recovery.of(fault, stage);
    }
    traffic.enter(Phase.AFTER);
    Thread.sleep(stage.depth().calm());
    fault.afterwards().on(stage);
    if (alarm.isPresent()) {
      alarm.get().awaitResolve();
    }
    return recovery;
  }

  /** Whatever broke: money moved once, both sides agree, and every event was carried once. */
  private void audit(Purchases purchases) throws InterruptedException {
    Audit audit = Audit.of(purchases.end(), stage.addresses());
    stage.note(
        Finding.of(
            "payments settle, none doubled, none lost, every event carried once",
            "%d of %d paid, %d unsettled, %d doubled, %d lost; events: %d lost, %d doubled"
                .formatted(
                    audit.captured(),
                    audit.purchases(),
                    audit.unsettled(),
                    audit.doubled(),
                    audit.lost(),
                    audit.eventsLost(),
                    audit.eventsDoubled()),
            audit.isClean()));
  }

  private Outcome judged(Samples samples, Recovery recovery, long begun)
      throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    fault.expectations().forEach(each -> findings.add(each.judge(samples)));
    fault.recovery().ifPresent(limit -> findings.add(recovered(recovery, limit)));
    alarm.ifPresent(each -> findings.add(each.finding()));
    findings.addAll(stage.findings());
    boolean isHealthy = stage.await(HEALTHY_WITHIN, at -> at.platform().unhealthy().isEmpty());
    findings.add(
        Finding.of(
            "all parts healthy at the end",
            isHealthy ? "all" : stage.platform().unhealthy().toString(),
            isHealthy));
    boolean isMet =
        findings.stream()
            .allMatch(each -> each.isMet() || (each.isTime() && !stage.depth().judgesTimes()));
    return new Outcome(
        fault,
        isMet ? Outcome.Verdict.PASS : Outcome.Verdict.FAIL,
        findings,
        samples.errors(Phase.BROKEN),
        samples.p95Millis(Phase.BROKEN, Kind.READ),
        fault.recovery().isPresent() ? words(recovery) : "",
        alarm.map(Alarm::words).orElse(""),
        "",
        seconds(begun));
  }

  private Finding recovered(Recovery recovery, Duration limit) {
    double seconds =
        recovery.servedSeconds() + (fault.recoveryIncludesStart() ? recovery.startSeconds() : 0);
    String expected =
        "users are served again ≤ %d s after %s"
            .formatted(
                limit.toSeconds(),
                fault.recoveryIncludesStart() ? "the repair began" : "the part is back");
    return recovery.isComplete()
        ? Finding.ofTime(expected, words(recovery), seconds <= limit.toSeconds())
        : Finding.of(expected, words(recovery), false);
  }

  private String words(Recovery recovery) {
    if (!recovery.isComplete()) {
      return "never";
    }
    return String.format(
        Locale.ROOT,
        "%.1f s (start %.1f s)",
        recovery.servedSeconds() + (fault.recoveryIncludesStart() ? recovery.startSeconds() : 0),
        recovery.startSeconds());
  }
}
