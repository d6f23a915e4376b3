package com.moalog.fluxpay.saga.model;

import java.util.List;

/** What takes several steps. */
public enum SagaType {
  PAYMENT_SAGA,
  REFUND_SAGA,
  SUBSCRIPTION_RENEWAL_SAGA;

  /** The names of the steps, in order. */
  public List<String> steps() {
    return switch (this) {
      case PAYMENT_SAGA ->
          List.of(
              "CREATE_ORDER",
              "PROCESS_PAYMENT",
              "CONFIRM_PAYMENT",
              "MARK_ORDER_PAID",
              "EXECUTE_SERVICE",
              "COMPLETE_ORDER");
      case REFUND_SAGA ->
          List.of("RESERVE_REFUND", "REVERSE_ENTITLEMENT", "PSP_CANCEL", "SETTLE_REFUND");
      case SUBSCRIPTION_RENEWAL_SAGA ->
          List.of(
              "OPEN_INVOICE",
              "CREATE_ORDER",
              "CREATE_PAYMENT",
              "CHARGE_BILLING_KEY",
              "EXTEND_PERIOD",
              "COMPLETE_ORDER");
    };
  }
}
