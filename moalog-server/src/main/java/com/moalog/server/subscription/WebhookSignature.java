package com.moalog.server.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.fluxpay.FluxpaySettings;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a webhook comes from the payment engine: Base64 of HMAC-SHA256 over the timestamp,
 * a dot and the body, no older or newer than five minutes. Thread-safe.
 */
final class WebhookSignature {

  static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LONGEST_TIMESTAMP = 15;

  private final FluxpaySettings settings;
  private final InstantSource clock;

  WebhookSignature(FluxpaySettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Whether the body may be believed. */
  boolean accepts(@Nullable String timestamp, @Nullable String signature, byte[] body) {
    if (settings.webhookSecret().isEmpty()) {
      return settings.unsignedWebhooksAllowed();
    }
    return timestamp != null
        && signature != null
        && isRecent(timestamp)
        && MessageDigest.isEqual(sign(timestamp, body).getBytes(UTF_8), signature.getBytes(UTF_8));
  }

  private boolean isRecent(String timestamp) {
    if (timestamp.length() > LONGEST_TIMESTAMP || !timestamp.matches("[0-9]+")) {
      return false;
    }
    long age = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
    return Math.abs(age) <= TOLERANCE.toSeconds();
  }

  /** The signature of a body sent at a time. */
  String sign(String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(settings.webhookSecret().getBytes(UTF_8), ALGORITHM));
      mac.update((timestamp + ".").getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, missing);
    }
  }
}
