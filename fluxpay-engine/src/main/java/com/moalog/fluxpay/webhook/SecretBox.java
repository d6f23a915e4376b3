package com.moalog.fluxpay.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets at rest with AES-256-GCM; the nonce stands in front of the cipher text, and the
 * tenant is authenticated with it, so that a row cannot be given to another tenant. Thread-safe.
 */
final class SecretBox {

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random;

  SecretBox(WebhookSettings.EncryptionKey key, SecureRandom random) {
    this.key = new SecretKeySpec(key.bytes(), "AES");
    this.random = random;
  }

  byte[] seal(String tenant, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        apply(Cipher.ENCRYPT_MODE, tenant, nonce, secret.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
  }

  /**
   * The secret that was sealed.
   *
   * @throws IllegalStateException when the key is another one, or the bytes were altered
   */
  String open(String tenant, byte[] box) {
    ByteBuffer buffer = ByteBuffer.wrap(box);
    byte[] nonce = new byte[NONCE_BYTES];
    byte[] sealed = new byte[box.length - NONCE_BYTES];
    buffer.get(nonce).get(sealed);
    return new String(apply(Cipher.DECRYPT_MODE, tenant, nonce, sealed), StandardCharsets.UTF_8);
  }

  private byte[] apply(int mode, String tenant, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(tenant.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(
          "the webhook secret of tenant " + tenant + " cannot be read or written", failed);
    }
  }
}
