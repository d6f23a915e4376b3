package com.moalog.fluxpay.secret;

import com.moalog.kit.settings.Variables;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How secrets are kept.
 *
 * @param key 32 bytes that encrypt secrets at rest
 */
public record SecretSettings(EncryptionKey key) {

  private static final int KEY_BYTES = 32;

  /** A key that never appears in text. */
  public record EncryptionKey(String base64) {
    /** The key itself. */
    public byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }

    @Override
    public String toString() {
      return "a key";
    }
  }

  /**
   * In production the key is the operator's. In development one is made from the database password,
   * so that every instance on the same database makes the same.
   */
  public static SecretSettings from(Variables variables) {
    String given = variables.text("FLUXPAY_ENCRYPTION_KEY", "");
    if (given.isEmpty()) {
      if (variables.text("FLUXPAY_ENV", "dev").equals("prod")) {
        variables.fault("FLUXPAY_ENCRYPTION_KEY", "is not set, which FLUXPAY_ENV=prod requires");
      }
      return of(developmentKey(variables.text("DB_PASSWORD", "fluxpay")));
    }
    byte @Nullable [] bytes = decoded(given);
    if (bytes == null || bytes.length != KEY_BYTES) {
      variables.fault("FLUXPAY_ENCRYPTION_KEY", "must be 32 bytes in Base64");
    }
    return of(given);
  }

  private static SecretSettings of(String base64) {
    return new SecretSettings(new EncryptionKey(base64));
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
