package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.kit.settings.Variables;
import java.util.EnumSet;
import java.util.Set;

/**
 * How credit is read.
 *
 * @param usualCurrency the account that is meant when none is named
 */
public record CreditSettings(CurrencyCode usualCurrency) {

  public static CreditSettings from(Variables variables) {
    Set<CurrencyCode> chosen =
        variables.constants(
            "FLUXPAY_CREDIT_DEFAULT_CURRENCY", CurrencyCode.class, EnumSet.of(CurrencyCode.KRW));
    if (chosen.size() != 1) {
      variables.fault("FLUXPAY_CREDIT_DEFAULT_CURRENCY", "must be one currency");
    }
    return new CreditSettings(chosen.isEmpty() ? CurrencyCode.KRW : chosen.iterator().next());
  }
}
