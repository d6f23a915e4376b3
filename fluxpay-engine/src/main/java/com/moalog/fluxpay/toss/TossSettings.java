package com.moalog.fluxpay.toss;

import com.moalog.kit.settings.Variables;
import java.net.URI;
import java.time.Duration;

/**
 * How Toss Payments is reached.
 *
 * @param base address of the API including its version
 * @param secretKey the merchant's secret; never appears in text
 * @param connectLimit longest time to connect
 * @param readLimit longest time for one answer
 * @param totalLimit longest time for one operation with all its repeats
 * @param autoSession whether a session may be opened without a customer; development only
 */
public record TossSettings(
    URI base,
    String secretKey,
    Duration connectLimit,
    Duration readLimit,
    Duration totalLimit,
    boolean autoSession) {

  public static TossSettings from(Variables variables) {
    String secretKey = variables.required("TOSS_SECRET_KEY");
    boolean production = variables.text("FLUXPAY_ENV", "dev").equals("prod");
    if (secretKey.startsWith("live_") && !production) {
      variables.fault("TOSS_SECRET_KEY", "is a live key, which needs FLUXPAY_ENV=prod");
    }
    boolean autoSession = variables.flag("TOSS_AUTO_SESSION", false);
    if (autoSession && secretKey.startsWith("live_")) {
      variables.fault("TOSS_AUTO_SESSION", "must be false with a live key");
    }
    return new TossSettings(
        variables.address("TOSS_API_URL", "https://api.tosspayments.com/v1"),
        secretKey,
        variables.duration("TOSS_CONNECT_TIMEOUT", Duration.ofSeconds(3)),
        variables.duration("TOSS_READ_TIMEOUT", Duration.ofSeconds(10)),
        variables.duration("TOSS_TOTAL_TIMEOUT", Duration.ofSeconds(15)),
        autoSession);
  }

  @Override
  public String toString() {
    return "Toss Payments at " + base;
  }
}
