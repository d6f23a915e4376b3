package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.payment.model.PaymentMethod;
import com.moalog.kit.settings.Variables;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the merchant's contract with the provider allows.
 *
 * @param methods methods that may be used
 * @param currencies currencies that may be captured
 * @param verifyingOnApprove whether approval looks the session up; a confirm enforces order and
 *     amount in any case
 */
public record PaymentSettings(
    Set<PaymentMethod.Type> methods, Set<CurrencyCode> currencies, boolean verifyingOnApprove) {

  public PaymentSettings {
    methods = Set.copyOf(methods);
    currencies = Set.copyOf(currencies);
  }

  public static PaymentSettings from(Variables variables) {
    return new PaymentSettings(
        variables.constants(
            "TOSS_METHODS", PaymentMethod.Type.class, EnumSet.allOf(PaymentMethod.Type.class)),
        variables.constants("TOSS_CURRENCIES", CurrencyCode.class, Set.of(CurrencyCode.KRW)),
        variables.flag("TOSS_VERIFY_ON_APPROVE", true));
  }
}
