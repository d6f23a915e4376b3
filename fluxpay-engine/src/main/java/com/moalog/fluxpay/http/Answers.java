package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.Trace;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
    return error(code, code.status(), List.of(), trace);
  }

  Answer refusal(RefusedException refused, Trace trace) {
    return error(refused.code(), refused.status(), refused.fieldErrors(), trace);
  }

  private Answer error(ErrorCode code, int status, List<FieldError> fieldErrors, Trace trace) {
    Envelope.Problem error = new Envelope.Problem(code.name(), code.message(), fieldErrors);
    return write(status, new Envelope(false, null, error, metadata(trace, null)));
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
