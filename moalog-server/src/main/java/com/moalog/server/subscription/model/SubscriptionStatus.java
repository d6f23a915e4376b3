package com.moalog.server.subscription.model;

/** How a subscription stands. */
public enum SubscriptionStatus {
  PENDING("Pending"),
  ACTIVE("Active"),
  CANCELLED("Cancelled"),
  EXPIRED("Expired");

  private final String wireName;

  SubscriptionStatus(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire. */
  public String wireName() {
    return wireName;
  }

  /** What the news about a payment does to a subscription that stands like this. */
  public PaymentEffect after(PaymentNews news) {
    return switch (news) {
      case CONFIRMED ->
          switch (this) {
            case PENDING, EXPIRED -> PaymentEffect.ACTIVATE;
            case CANCELLED -> PaymentEffect.REFUND;
            case ACTIVE -> PaymentEffect.NONE;
          };
      case FAILED -> this == PENDING ? PaymentEffect.EXPIRE : PaymentEffect.NONE;
      case REFUNDED -> PaymentEffect.SETTLE_REFUND;
    };
  }
}
