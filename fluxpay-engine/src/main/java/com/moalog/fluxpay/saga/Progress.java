package com.moalog.fluxpay.saga;

import com.moalog.fluxpay.saga.model.SagaStatus;
import com.moalog.fluxpay.saga.model.StepStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a saga got with one change.
 *
 * @param status where the saga stands afterwards
 * @param steps the steps that moved, and where to
 * @param fault why it goes back; absent while it goes forward
 */
public record Progress(SagaStatus status, Map<String, StepStatus> steps, @Nullable String fault) {

  public Progress {
    steps = Map.copyOf(steps);
  }

  public static Progress to(SagaStatus status) {
    return new Progress(status, Map.of(), null);
  }

  /** The same progress with one more step. */
  public Progress with(String step, StepStatus standing) {
    Map<String, StepStatus> more = new LinkedHashMap<>(steps);
    more.put(step, standing);
    return new Progress(status, more, fault);
  }

  public Progress because(String reason) {
    return new Progress(status, steps, reason);
  }
}
