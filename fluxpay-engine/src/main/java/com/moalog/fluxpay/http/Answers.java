package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.Trace;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes envelopes. Thread-safe. */
public final class Answers {

  private static final int OK = 200;

  private final JsonMapper json;
  private final InstantSource clock;

  public Answers(JsonMapper json, InstantSource clock) {
    this.json = json;
    this.clock = clock;
  }

  public Answer success(int status, Object data, Trace trace) {
    return write(status, new Envelope(true, data, null, metadata(trace, null)));
  }

  /**
   * A page of a list.
   *
   * @param nextCursor asks for the next page; absent on the last one
   */
  public Answer page(List<?> data, @Nullable String nextCursor, Trace trace) {
    return write(OK, new Envelope(true, data, null, metadata(trace, nextCursor)));
  }

  public Answer refusal(ErrorCode code, Trace trace) {
    return error(code.status(), new Envelope.Problem(code, List.of(), null), trace);
  }

  /** A refusal that says more than its code. */
  public Answer refusal(ErrorCode code, Map<String, Object> details, Trace trace) {
    return error(code.status(), new Envelope.Problem(code, List.of(), details), trace);
  }

  Answer refusal(RefusedException refused, Trace trace) {
    return error(
        refused.status(), new Envelope.Problem(refused.code(), refused.fieldErrors(), null), trace);
  }

  private Answer error(int status, Envelope.Problem problem, Trace trace) {
    return write(status, new Envelope(false, null, problem, metadata(trace, null)));
  }

  private Answer write(int status, Envelope envelope) {
    return new Answer(status, json.writeValueAsString(envelope));
  }

  private Envelope.Metadata metadata(Trace trace, @Nullable String nextCursor) {
    return new Envelope.Metadata(
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        trace.traceId(),
        trace.requestId(),
        nextCursor);
  }
}
