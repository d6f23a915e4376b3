package com.moalog.fluxpay.audit;

import com.moalog.fluxpay.http.Fingerprint;

/** How a seal is made: a hash over the seal before it and the row. */
final class Chain {

  /** What the first row of a tenant hangs on. */
  static final String BEGINNING = "0".repeat(64);

  /** The row as text; the same bytes whatever the time zone or the version of the server. */
  static final String ROW_TEXT =
      """
      jsonb_build_array(a.id, a.tenant_id, (extract(epoch FROM a.occurred_at) * 1000000)::bigint,
        a.actor, a.action, a.resource_type, a.resource_id, a.request_id, a.trace_id, a.client_ip,
        a.before, a.after)::text\
      """;

  private Chain() {}

  static String seal(String before, String row) {
    return Fingerprint.sha256(before + "\n" + row);
  }
}
