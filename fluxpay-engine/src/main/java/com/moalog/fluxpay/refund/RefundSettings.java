package com.moalog.fluxpay.refund;

import com.moalog.kit.settings.Variables;
import java.time.Duration;

/**
 * What clients may refund.
 *
 * @param period how long after its confirmation a payment can be refunded
 * @param most refunds of one payment, failed ones not counted
 */
public record RefundSettings(Duration period, int most) {

  private static final int USUAL_DAYS = 7;
  private static final int MOST_DAYS = 365;
  private static final int USUAL_REFUNDS = 10;
  private static final int MOST_REFUNDS = 1_000;

  /** The number of refunds has a shorter name, too, which the longer one overrides. */
  public static RefundSettings from(Variables variables) {
    int most = variables.number("FLUXPAY_MAX_PARTIAL_REFUNDS", USUAL_REFUNDS, 1, MOST_REFUNDS);
    return new RefundSettings(
        Duration.ofDays(variables.number("FLUXPAY_REFUND_PERIOD_DAYS", USUAL_DAYS, 1, MOST_DAYS)),
        variables.number("FLUXPAY_REFUND_MAX_PARTIAL_REFUNDS", most, 1, MOST_REFUNDS));
  }
}
