package com.moalog.fluxpay.order;

import com.moalog.kit.settings.Variables;
import java.time.Duration;

/**
 * How long an order may wait.
 *
 * @param unpaid until an order that nobody paid is cancelled
 */
public record OrderSettings(Duration unpaid) {

  public static OrderSettings from(Variables variables) {
    return new OrderSettings(variables.duration("ORDER_UNPAID_TTL", Duration.ofHours(24)));
  }
}
