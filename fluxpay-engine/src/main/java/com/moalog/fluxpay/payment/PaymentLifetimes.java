package com.moalog.fluxpay.payment;

import com.moalog.kit.settings.Variables;
import java.time.Duration;

/**
 * How long a payment may wait for its customer.
 *
 * @param ready until a payment that nobody approved fails
 * @param approved until a payment that nobody confirmed fails
 */
public record PaymentLifetimes(Duration ready, Duration approved) {

  public static PaymentLifetimes from(Variables variables) {
    return new PaymentLifetimes(
        variables.duration("PAYMENT_READY_TTL", Duration.ofMinutes(30)),
        variables.duration("PAYMENT_APPROVAL_TTL", Duration.ofHours(24)));
  }
}
