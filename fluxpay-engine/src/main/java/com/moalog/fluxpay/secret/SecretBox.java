package com.moalog.fluxpay.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets at rest with AES-256-GCM; the nonce stands in front of the cipher text, and the
 * owner is authenticated with it, so that a row cannot be given to somebody else. Thread-safe.
 */
public final class SecretBox {

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random;

  public SecretBox(SecretSettings settings, SecureRandom random) {
    this.key = new SecretKeySpec(settings.key().bytes(), "AES");
    this.random = random;
  }

  /**
   * Encrypts a secret.
   *
   * @param owner whose secret it is; the box opens for the same owner alone
   */
  public byte[] seal(String owner, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        apply(Cipher.ENCRYPT_MODE, owner, nonce, secret.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
  }

  /**
   * The secret that was sealed.
   *
   * @throws IllegalStateException when the key is another one, or the bytes were altered
   */
  public String open(String owner, byte[] box) {
    ByteBuffer buffer = ByteBuffer.wrap(box);
    byte[] nonce = new byte[NONCE_BYTES];
    byte[] sealed = new byte[box.length - NONCE_BYTES];
    buffer.get(nonce).get(sealed);
    return new String(apply(Cipher.DECRYPT_MODE, owner, nonce, sealed), StandardCharsets.UTF_8);
  }

  private byte[] apply(int mode, String owner, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(
          "the secret of " + owner + " cannot be read or written", failed);
    }
  }
}
