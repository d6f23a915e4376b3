package com.moalog.fluxpay.order.model;

/** Where an order stands. */
public enum OrderStatus {
  PENDING,
  PAID,
  COMPLETED,
  CANCELLED,
  FAILED;

  /** Whether an order may go from here to there in one step. */
  public boolean canBecome(OrderStatus next) {
    return switch (this) {
      case PENDING -> next == PAID || next == CANCELLED || next == FAILED;
      case PAID -> next == COMPLETED || next == CANCELLED || next == FAILED;
      case COMPLETED, CANCELLED, FAILED -> false;
    };
  }
}
