package com.moalog.server.subscription;

import com.moalog.kit.settings.Variables;

/**
 * How strictly plans are handled.
 *
 * @param expiryEnforced whether a paid plan ends when its month is over
 */
public record SubscriptionSettings(boolean expiryEnforced) {

  /** Reads {@code SUBSCRIPTION_EXPIRY_ENFORCED}. */
  public static SubscriptionSettings from(Variables variables) {
    return new SubscriptionSettings(variables.lenientFlag("SUBSCRIPTION_EXPIRY_ENFORCED", false));
  }
}
