package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.subscription.model.BillingInterval;
import com.moalog.fluxpay.subscription.model.Plan;
import java.math.BigDecimal;

/** A plan as clients see it. */
record PlanView(
    String planId,
    String name,
    BigDecimal amount,
    CurrencyCode currency,
    BillingInterval interval,
    int intervalCount,
    int trialDays,
    boolean active) {

  static PlanView of(Plan plan) {
    return new PlanView(
        plan.id(),
        plan.name(),
        plan.price().amount(),
        plan.price().currency(),
        plan.rhythm().interval(),
        plan.rhythm().count(),
        plan.trialDays(),
        plan.active());
  }
}
