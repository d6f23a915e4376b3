package com.moalog.server.ai;

import com.moalog.server.ai.model.GroundedAnalysis;
import com.moalog.server.ai.model.Guide;
import com.moalog.server.ai.model.TeamAnswers;
import com.moalog.server.ai.model.WritingTask;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the analyst, counts and times the calls and turns its faults into refusals. Neither answers
 * nor results are logged. Thread-safe.
 */
final class AnalystCalls {

  private static final Logger LOG = LoggerFactory.getLogger(AnalystCalls.class);

  private final Analyst analyst;
  private final MeterRegistry meters;

  AnalystCalls(Analyst analyst, MeterRegistry meters) {
    this.analyst = analyst;
    this.meters = meters;
  }

  /** Who writes the results. */
  String generatedBy() {
    return analyst.name();
  }

  /** What an analysis would send. */
  List<String> requests(TeamAnswers answers) {
    return analyst.requests(answers);
  }

  GroundedAnalysis analyse(TeamAnswers answers, Bill bill) {
    return call("analysis", () -> analyst.analyse(answers, bill));
  }

  List<Guide> guide(WritingTask task, Bill bill) {
    return call("assistant", () -> analyst.guide(task, bill));
  }

  private <T> T call(String kind, Supplier<T> question) {
    Timer.Sample sample = Timer.start(meters);
    String outcome = "failed";
    try {
      T result = question.get();
      outcome = "success";
      return result;
    } catch (AnalystException failed) {
      outcome = failed.fault().name().toLowerCase(Locale.ROOT);
      LOG.warn("{} failed as {}: {}", kind, outcome, failed.getMessage());
      throw refusal(failed);
    } finally {
      sample.stop(meters.timer("moalog.ai.call.duration", "kind", kind));
      meters.counter("moalog.ai.calls", "kind", kind, "outcome", outcome).increment();
    }
  }

  private static Refusal refusal(AnalystException failed) {
    return Refusal.of(
        switch (failed.fault()) {
          case OVERLOADED -> ErrorCode.AI_OVERLOADED;
          case UNUSABLE -> ErrorCode.AI_ANSWER_UNUSABLE;
          case KEY_REJECTED -> ErrorCode.AI_KEY_REJECTED;
          case FAILED -> ErrorCode.AI_FAILED;
        });
  }
}
