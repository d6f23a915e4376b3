package com.moalog.rjmx.serve;

import com.moalog.rjmx.log.Level;
import com.moalog.rjmx.log.Log;
import com.moalog.rjmx.scrape.ScrapeFailure;
import com.moalog.rjmx.scrape.Target;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells when a target goes down, once in a while that it still is, and when it is back; and when a
 * rule is no longer asked.
 */
final class TargetLog {

  private static final long REMINDER_MILLIS = 300_000;

  private final Log log;
  private final Map<String, Long> downSince = new HashMap<>();

  TargetLog(Log log) {
    this.log = log;
  }

  void ended(Target target, long nowMillis) {
    String name = target.settings().name();
    Long told = downSince.get(name);
    if (target.failure().isEmpty()) {
      if (told != null) {
        downSince.remove(name);
        log.about(name, Level.INFO, "target is back");
      }
      return;
    }
    ScrapeFailure failure = target.failure().get();
    if (told == null || nowMillis - told >= REMINDER_MILLIS) {
      downSince.put(name, nowMillis);
      log.about(name, Level.WARN, "target is down: " + failure.reason() + ", " + failure.message());
    }
  }

  /** A rule, from 0, was switched off. */
  void ruleIsOff(int rule) {
    log.error(
        "rule "
            + (rule + 1)
            + " takes too many steps and is off until the configuration is reloaded");
  }
}
