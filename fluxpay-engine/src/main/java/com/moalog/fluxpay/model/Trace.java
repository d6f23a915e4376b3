package com.moalog.fluxpay.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a piece of work came from; part of answers, log lines, events and audit rows.
 *
 * @param requestId the client's own id of the request, or a generated one; at most 64 characters
 * @param traceId 32 lower-case hexadecimal digits (W3C Trace Context)
 * @param actor who acts: {@code client} or a job's name
 * @param clientIp the address the request came from; absent for jobs
 */
public record Trace(String requestId, String traceId, String actor, @Nullable String clientIp) {

  /** The value of a {@code traceparent} header that continues this trace. */
  public String traceParent() {
    return "00-" + traceId + "-" + traceId.substring(16) + "-00";
  }

  static Trace job(String name, IdSource ids) {
    String id = ids.next("");
    return new Trace(id, id, name, null);
  }
}
