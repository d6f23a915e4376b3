package com.moalog.fluxpay.toss;

import com.moalog.fluxpay.psp.ProviderRecord;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads how a customer pays; Toss Payments says it in English, or in Korean all the same. */
final class Methods {

  private static final String EASY_PAY = "EASY_PAY";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("card", "CARD"),
          Map.entry("카드", "CARD"),
          Map.entry("transfer", "BANK_TRANSFER"),
          Map.entry("계좌이체", "BANK_TRANSFER"),
          Map.entry("virtual account", "VIRTUAL_ACCOUNT"),
          Map.entry("가상계좌", "VIRTUAL_ACCOUNT"),
          Map.entry("mobile phone", "MOBILE"),
          Map.entry("휴대폰", "MOBILE"),
          Map.entry("easy pay", EASY_PAY),
          Map.entry("간편결제", EASY_PAY));

  private Methods() {}

  /** The method, or null when it is none that we know. */
  static ProviderRecord.@Nullable Method read(JsonNode payment) {
    @Nullable String type =
        TYPES.get(payment.path("method").asString("").strip().toLowerCase(Locale.ROOT));
    if (type == null) {
      return null;
    }
    String provider = payment.path("easyPay").path("provider").asString("");
    return new ProviderRecord.Method(
        type, type.equals(EASY_PAY) ? (provider.isEmpty() ? EASY_PAY : provider) : null);
  }
}
