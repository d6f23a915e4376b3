package com.moalog.fluxpay.model;

/**
 * On whose behalf something is done. It travels as an argument, never in a thread-local, so that a
 * pooled thread cannot leak it.
 *
 * @param tenant the tenant whose rows may be seen
 * @param trace where the work came from
 */
public record Caller(TenantId tenant, Trace trace) {

  /** A background job's caller, with a trace of its own. */
  public static Caller job(TenantId tenant, String name, IdSource ids) {
    return job(tenant, name, Trace.unrecorded(ids), ids);
  }

  /** A background job's caller, which goes on with that trace. */
  public static Caller job(TenantId tenant, String name, String traceParent, IdSource ids) {
    return new Caller(tenant, Trace.job(name, traceParent, ids));
  }
}
