package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.memory.LocalLimiter;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.FailMode;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.server.limiting.Outcome.Degraded;
import com.moalog.ratelimiter.server.limiting.Outcome.Unavailable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** Decides without Redis, as the fail mode of the rule or of the server says. Thread-safe. */
final class Fallback {

  private final FailMode failMode;
  private final LocalLimiter local;
  private final LimitMeters meters;

  /**
   * @param failMode of the rules that name none
   */
  Fallback(FailMode failMode, LocalLimiter local, LimitMeters meters) {
    this.failMode = failMode;
    this.local = local;
    this.meters = meters;
  }

  Outcome decide(Question question, String reason) {
    FailMode mode = fellBack(question.rule(), reason);
    return switch (mode) {
      case OPEN -> open(question);
      case LOCAL ->
          new Degraded(
              local.check(question.storageKey(), question.limit(), question.permits()),
              mode.text());
      case CLOSED -> new Unavailable();
    };
  }

  /** Nothing is taken unless all are allowed; one that may not be decided stops all. */
  List<Outcome> decideAll(List<Question> questions, String reason) {
    List<FailMode> modes =
        questions.stream().map(question -> fellBack(question.rule(), reason)).toList();
    if (modes.contains(FailMode.CLOSED)) {
      return Collections.nCopies(questions.size(), new Unavailable());
    }
    List<Request> counted = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      if (modes.get(i) == FailMode.LOCAL) {
        counted.add(questions.get(i).request());
      }
    }
    Iterator<Decision> decisions = local.checkAll(counted).iterator();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      outcomes.add(
          modes.get(i) == FailMode.LOCAL
              ? new Degraded(decisions.next(), FailMode.LOCAL.text())
              : open(questions.get(i)));
    }
    return outcomes;
  }

  OptionalLong remaining(Rule rule, StorageKey key, String reason) {
    return switch (fellBack(rule, reason)) {
      case OPEN -> OptionalLong.of(rule.limit().permits());
      case LOCAL -> OptionalLong.of(local.remaining(key, rule.limit()));
      case CLOSED -> OptionalLong.empty();
    };
  }

  /** Whether a reset counts as done; the local count is forgotten by whoever asks. */
  boolean reset(Rule rule, String reason) {
    return fellBack(rule, reason) != FailMode.CLOSED;
  }

  private FailMode fellBack(Rule rule, String reason) {
    FailMode mode = rule.failMode() == null ? failMode : rule.failMode();
    meters.fellBack(mode, reason);
    return mode;
  }

  private static Outcome open(Question question) {
    return new Degraded(Decision.allow(question.limit().permits(), 0), FailMode.OPEN.text());
  }
}
