package com.moalog.server.ai;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast members may ask the analyst, counted in this process. A member's own call counts even
 * when all members together are too fast. Thread-safe.
 */
final class AiPaces {

  static final int ANALYSIS_BURST = 3;
  static final int ASSISTANT_BURST = 10;
  static final int OVERALL_BURST = 20;

  private static final long EVERYBODY = 0;

  private final Pace analyses;
  private final Pace hints;
  private final Pace overall;

  AiPaces(LongSupplier nanoTime) {
    analyses = new Pace(Duration.ofSeconds(12), ANALYSIS_BURST, nanoTime);
    hints = new Pace(Duration.ofSeconds(6), ASSISTANT_BURST, nanoTime);
    overall = new Pace(Duration.ofMillis(50), OVERALL_BURST, nanoTime);
  }

  /** Counts an analysis of the member; refused with 429 when it comes too soon. */
  void passAnalysis(MemberId member) {
    pass(analyses, member);
  }

  /** Counts a call of the writing assistant; refused with 429 when it comes too soon. */
  void passAssistant(MemberId member) {
    pass(hints, member);
  }

  private void pass(Pace own, MemberId member) {
    refuseIfEarly(own.take(member.value()));
    refuseIfEarly(overall.take(EVERYBODY));
  }

  private static void refuseIfEarly(Duration wait) {
    if (!wait.isZero()) {
      throw Refusal.retryLater(ErrorCode.TOO_MANY_REQUESTS, wait);
    }
  }
}
