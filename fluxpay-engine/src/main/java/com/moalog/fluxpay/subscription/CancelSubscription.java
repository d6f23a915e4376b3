package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import java.util.Optional;

/**
 * The wish to end a subscription.
 *
 * @param mode when it ends
 * @param refundPolicy what goes back of the present period
 */
record CancelSubscription(Mode mode, RefundPolicy refundPolicy) {

  /** When it ends. */
  enum Mode {
    IMMEDIATE,
    PERIOD_END
  }

  /** What goes back. */
  enum RefundPolicy {
    NONE,
    PRORATED
  }

  /**
   * Reads the wish.
   *
   * @throws com.moalog.fluxpay.http.RefusedException naming every field that is not acceptable
   */
  static CancelSubscription from(JsonBody body) {
    Fields fields = new Fields(body);
    Optional<Mode> mode = fields.requiredConstant("mode", Mode.class);
    RefundPolicy policy =
        fields.constant("refundPolicy", RefundPolicy.class).orElse(RefundPolicy.NONE);
    if (mode.isPresent() && mode.get() == Mode.PERIOD_END && policy == RefundPolicy.PRORATED) {
      fields.fault("refundPolicy", "must be NONE when the period is used to its end");
    }
    fields.refuseFaults();
    return new CancelSubscription(mode.orElseThrow(), policy);
  }
}
