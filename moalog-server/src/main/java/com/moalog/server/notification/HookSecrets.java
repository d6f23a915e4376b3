package com.moalog.server.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that messages are signed with. None is stored: each follows from the server's own
 * secret and a random number beside the hook, so a copy of the database signs nothing. A new {@code
 * JWT_SECRET} ends all of them. Thread-safe.
 */
final class HookSecrets {

  /** How {@code Standard Webhooks} marks a secret. */
  static final String PREFIX = "whsec_";

  static final int NONCE_BYTES = 24;

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "moalog notification hooks 1";

  private final byte[] master;
  private final SecureRandom random;

  HookSecrets(String serverSecret, SecureRandom random) {
    this.random = random;
    this.master = hmac(serverSecret.getBytes(UTF_8), PURPOSE.getBytes(UTF_8));
  }

  /** A new random number for a hook. */
  String nonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return Base64.getEncoder().encodeToString(nonce);
  }

  /** The secret as the owner of the room is shown it. */
  String secret(String nonce) {
    return PREFIX + Base64.getEncoder().encodeToString(key(nonce));
  }

  /** The signature of a message: {@code v1,} and base64, over id, time and body. */
  String sign(String nonce, String id, long epochSecond, String body) {
    String signed = id + "." + epochSecond + "." + body;
    return "v1," + Base64.getEncoder().encodeToString(hmac(key(nonce), signed.getBytes(UTF_8)));
  }

  private byte[] key(String nonce) {
    return hmac(master, nonce.getBytes(UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }
}
