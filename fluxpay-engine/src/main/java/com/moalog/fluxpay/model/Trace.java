package com.moalog.fluxpay.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a piece of work came from; part of answers, log lines, events and audit rows.
 *
 * @param requestId the client's own id of the request, or a generated one; at most 64 characters
 * @param traceParent the value of a W3C header that continues this piece of work elsewhere (W3C
 *     Trace Context)
 * @param actor who acts: {@code client} or a job's name
 * @param clientIp the address the request came from; absent for jobs
 */
public record Trace(String requestId, String traceParent, String actor, @Nullable String clientIp) {

  private static final int ID_START = 3;
  private static final int ID_END = 35;

  /** 32 lower-case hexadecimal digits. */
  public String traceId() {
    return traceParent.substring(ID_START, ID_END);
  }

  /** The header of a new trace that nobody records. */
  public static String unrecorded(IdSource ids) {
    String id = ids.next("");
    return "00-" + id + "-" + id.substring(id.length() / 2) + "-00";
  }

  static Trace job(String name, String traceParent, IdSource ids) {
    return new Trace(ids.next(""), traceParent, name, null);
  }
}
