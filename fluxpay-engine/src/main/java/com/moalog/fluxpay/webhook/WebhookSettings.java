package com.moalog.fluxpay.webhook;

import com.moalog.kit.settings.Variables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How tenants are notified.
 *
 * @param firstTarget address and secret that the environment gives to tenant {@code moalog}
 * @param encryptionKey 32 bytes that encrypt the tenants' secrets at rest
 * @param privateAllowed whether private and loopback addresses may be notified
 * @param quickRetries tries after the first that follow within seconds
 * @param firstDelay pause before the first of them; each next one doubles it
 * @param longestDelay longest of these pauses
 * @param limit longest time for one try
 */
public record WebhookSettings(
    Optional<Target> firstTarget,
    EncryptionKey encryptionKey,
    boolean privateAllowed,
    int quickRetries,
    Duration firstDelay,
    Duration longestDelay,
    Duration limit) {

  private static final int KEY_BYTES = 32;
  private static final int RETRIES_MOST = 20;
  private static final int URL_LIMIT = 500;

  /** An address and the secret its notifications are signed with. */
  public record Target(String url, String secret) {
    @Override
    public String toString() {
      return url;
    }
  }

  /** A key that never appears in text. */
  public record EncryptionKey(String base64) {
    byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }

    @Override
    public String toString() {
      return "a key";
    }
  }

  public static WebhookSettings from(Variables variables) {
    return new WebhookSettings(
        target(variables),
        key(variables),
        variables.flag("WEBHOOK_ALLOW_PRIVATE", false),
        variables.number("FLUXPAY_WEBHOOK_MAX_RETRIES", 5, 0, RETRIES_MOST),
        variables.duration("FLUXPAY_WEBHOOK_INITIAL_DELAY", Duration.ofSeconds(1)),
        variables.duration("FLUXPAY_WEBHOOK_MAX_DELAY", Duration.ofSeconds(16)),
        variables.duration("FLUXPAY_WEBHOOK_TIMEOUT", Duration.ofSeconds(10)));
  }

  private static Optional<Target> target(Variables variables) {
    String url = variables.text("FLUXPAY_WEBHOOK_URL", "");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    String secret = variables.required("FLUXPAY_WEBHOOK_SECRET");
    variables.address("FLUXPAY_WEBHOOK_URL", "http://localhost");
    if (url.length() > URL_LIMIT) {
      variables.fault("FLUXPAY_WEBHOOK_URL", "must have at most " + URL_LIMIT + " characters");
    }
    return Optional.of(new Target(url, secret));
  }

  /**
   * In production the key is the operator's. In development one is made from the database password,
   * so that every instance on the same database makes the same.
   */
  private static EncryptionKey key(Variables variables) {
    String given = variables.text("FLUXPAY_ENCRYPTION_KEY", "");
    if (given.isEmpty()) {
      if (variables.text("FLUXPAY_ENV", "dev").equals("prod")) {
        variables.fault("FLUXPAY_ENCRYPTION_KEY", "is not set, which FLUXPAY_ENV=prod requires");
      }
      return new EncryptionKey(developmentKey(variables.text("DB_PASSWORD", "fluxpay")));
    }
    byte @Nullable [] bytes = decoded(given);
    if (bytes == null || bytes.length != KEY_BYTES) {
      variables.fault("FLUXPAY_ENCRYPTION_KEY", "must be 32 bytes in Base64");
    }
    return new EncryptionKey(given);
  }

  private static String developmentKey(String seed) {
    byte[] key =
        Hmac.sha256(seed.getBytes(StandardCharsets.UTF_8), "fluxpay-engine development key");
    return Base64.getEncoder().encodeToString(key);
  }

  private static byte @Nullable [] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
