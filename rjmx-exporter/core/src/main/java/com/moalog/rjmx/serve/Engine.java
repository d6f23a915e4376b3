package com.moalog.rjmx.serve;

import com.moalog.rjmx.metric.Exposition;
import com.moalog.rjmx.metric.Sample;
import com.moalog.rjmx.scrape.Target;
import com.moalog.rjmx.scrape.Targets;
import com.moalog.rjmx.settings.ScrapeSettings;
import com.moalog.rjmx.settings.Settings;
import com.moalog.rjmx.text.Bytes;
import com.moalog.rjmx.text.JsonText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Everything that one configuration needs while it is in use: its targets, and who waits for them.
 * Not thread-safe; times in milliseconds.
 */
final class Engine {

  private final Settings settings;
  private final Targets targets;
  private final SelfMetrics self;
  private final ProcessMetrics process;
  private final TargetLog log;
  private final Guard guard;
  private final long startedMillis;
  private final List<Waiting> waiting = new ArrayList<>();
  private long nextBackgroundMillis;
  private long duplicates;
  private long timeouts;
  private int lastSize = 4096;

  Engine(Settings settings, Parts parts, long nowMillis) {
    this.settings = settings;
    this.targets = parts.targets();
    this.self = new SelfMetrics(parts.targets(), parts.reloads(), settings.jmxSelfMetrics());
    this.process = parts.process();
    this.log = parts.log();
    this.guard = parts.guard();
    this.startedMillis = nowMillis;
    this.nextBackgroundMillis = nowMillis;
  }

  /** What an engine is made of. */
  record Parts(
      Targets targets, Guard guard, Reloads reloads, ProcessMetrics process, TargetLog log) {}

  /** What somebody waits for. */
  interface Receiver {
    boolean isWanted();

    void receive(Bytes text);
  }

  /** The connections of the server, for its metrics. */
  interface ConnectionCount {
    SelfMetrics.Connections count();
  }

  /**
   * Somebody who waits.
   *
   * @param wanted whose samples make the answer
   * @param awaited those of them that have to end their scrape first
   * @param byOwnLimit whether a limit of the configuration ends the wait
   */
  private record Waiting(
      List<Target> wanted,
      List<Target> awaited,
      long sinceMillis,
      long untilMillis,
      boolean byOwnLimit,
      ConnectionCount connections,
      Receiver receiver) {

    boolean isWaitingFor(Target target, long nowMillis) {
      return nowMillis < untilMillis && receiver.isWanted() && awaited.contains(target);
    }
  }

  Settings settings() {
    return settings;
  }

  Targets targets() {
    return targets;
  }

  Guard guard() {
    return guard;
  }

  /**
   * Scrapes and hands the text on, at the latest at a given time.
   *
   * @param wanted the targets to ask
   */
  void scrape(List<Target> wanted, Deadline deadline, ConnectionCount count, Receiver receiver) {
    long now = deadline.nowMillis();
    ScrapeSettings scrape = settings.scrape();
    long limit = scrape.timeoutMillis() > 0 ? now + scrape.timeoutMillis() : Long.MAX_VALUE;
    long until = Math.min(limit, deadline.untilMillis());
    List<Target> awaited = new ArrayList<>();
    boolean tooEarly = now - startedMillis < scrape.startDelayMillis();
    for (Target target : wanted) {
      boolean fresh = target.wasTried() && now - target.endedMillis() < scrape.minIntervalMillis();
      boolean background = scrape.backgroundMillis() > 0 && target.wasTried();
      if (!tooEarly && !fresh && !background) {
        // Others may join, so the patience of the one who asks first is no limit of the scrape.
        // When one of the configuration ends it, the last good samples are better than none.
        target.start(now, limit, scrape.timeoutMillis() > 0);
      }
      if (scrape.backgroundMillis() == 0 || !target.hasResult()) {
        awaited.add(target);
      }
    }
    boolean byOwnLimit = limit <= deadline.untilMillis();
    waiting.add(new Waiting(List.copyOf(wanted), awaited, now, until, byOwnLimit, count, receiver));
  }

  /** When an answer is wanted. */
  record Deadline(long nowMillis, long untilMillis) {}

  /** Goes on with everything that can go on. */
  void turn(long nowMillis) {
    guard.turn();
    background(nowMillis);
    for (Target target : targets.all()) {
      boolean was = target.isRunning();
      target.turn(nowMillis);
      if (was && !target.isRunning()) {
        log.ended(target, nowMillis);
      }
    }
    targets.rules().newlyDisabled().forEach(log::ruleIsOff);
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting one = each.next();
      boolean late = nowMillis >= one.untilMillis();
      if (late) {
        giveUp(one, nowMillis);
      }
      if (!one.receiver().isWanted()) {
        each.remove();
      } else if (late || one.awaited().stream().noneMatch(Target::isRunning)) {
        each.remove();
        one.receiver().receive(text(one, nowMillis));
      }
    }
  }

  /** Ends the scrapes that nobody else waits for; who sets a limit wants to know what is late. */
  private void giveUp(Waiting one, long nowMillis) {
    boolean background = settings.scrape().backgroundMillis() > 0;
    for (Target target : one.awaited()) {
      boolean shared =
          background || waiting.stream().anyMatch(other -> other.isWaitingFor(target, nowMillis));
      if (target.isRunning() && !shared) {
        target.giveUp(nowMillis, one.byOwnLimit());
        log.ended(target, nowMillis);
      }
    }
  }

  private void background(long nowMillis) {
    long every = settings.scrape().backgroundMillis();
    if (every > 0 && nowMillis >= nextBackgroundMillis) {
      nextBackgroundMillis = nowMillis + every;
      targets.all().forEach(target -> target.start(nowMillis, nowMillis + every, false));
    }
  }

  private Bytes text(Waiting one, long nowMillis) {
    List<Sample> samples = new ArrayList<>();
    int errors = 0;
    List<Target> late = one.awaited().stream().filter(Target::isRunning).toList();
    for (Target target : one.wanted()) {
      boolean isLate = late.contains(target);
      if (!isLate) {
        samples.addAll(target.samples());
      }
      errors += isLate || (target.wasTried() && !target.isUp()) ? 1 : 0;
      timeouts += isLate || target.hasTimedOut() ? 1 : 0;
    }
    int fromTargets = samples.size();
    SelfMetrics.Scrape scrape =
        new SelfMetrics.Scrape(
            (nowMillis - one.sinceMillis()) / 1000.0, fromTargets, errors, timeouts, late);
    self.add(samples, scrape, one.connections().count(), duplicates);
    process.add(samples);
    Bytes text = new Bytes(lastSize + 512);
    Exposition exposition = new Exposition(text);
    exposition.write(samples);
    duplicates += exposition.duplicates();
    boolean first = true;
    for (Target target : targets.all()) {
      String label = "target=" + JsonText.quote(target.settings().name());
      exposition.write(target.durations(), "rjmx_scrape_duration_seconds", label, first);
      first = false;
    }
    lastSize = text.size();
    return text;
  }

  long nextDeadlineMillis() {
    if (guard.hasWork()) {
      return 0;
    }
    long next = settings.scrape().backgroundMillis() > 0 ? nextBackgroundMillis : Long.MAX_VALUE;
    for (Target target : targets.all()) {
      next = Math.min(next, target.nextDeadlineMillis());
    }
    for (Waiting one : waiting) {
      next = Math.min(next, one.untilMillis());
    }
    return next;
  }

  /** Whether nobody waits for a scrape. */
  boolean isIdle() {
    return waiting.isEmpty();
  }

  void close() {
    targets.close();
  }
}
