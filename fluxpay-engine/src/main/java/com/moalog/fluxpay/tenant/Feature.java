package com.moalog.fluxpay.tenant;

import com.moalog.fluxpay.model.ErrorCode;

/** What is switched on per tenant. */
public enum Feature {
  CREDITS(ErrorCode.CRD_005),
  SUBSCRIPTIONS(ErrorCode.SUB_006);

  private final ErrorCode refusal;

  Feature(ErrorCode refusal) {
    this.refusal = refusal;
  }

  ErrorCode refusal() {
    return refusal;
  }
}
