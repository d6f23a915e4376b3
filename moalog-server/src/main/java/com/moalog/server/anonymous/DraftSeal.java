package com.moalog.server.anonymous;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals drafts with AES-GCM under a key that only the server's secret gives. A draft belongs to its
 * author until it is submitted, and a deleted row lives on in pages, logs and backups of the
 * database; sealed, it says nothing there. The length is rounded up, so that it does not tell which
 * answer a draft became. Thread-safe.
 */
final class DraftSeal {

  /** Sealed texts have a multiple of this length. */
  static final int BLOCK_BYTES = 4_096;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String PURPOSE = "moalog anonymous drafts 1";

  private final SecretKeySpec key;
  private final SecureRandom random;

  DraftSeal(String secret, SecureRandom random) {
    this.random = random;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      this.key = new SecretKeySpec(mac.doFinal(PURPOSE.getBytes(UTF_8)), "AES");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }

  /** The text for nobody but this server. */
  byte[] seal(RetrospectId retrospect, MemberId member, byte[] text) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    int length = Integer.BYTES + text.length;
    int blocks = (length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    ByteBuffer padded = ByteBuffer.allocate(blocks * BLOCK_BYTES).putInt(text.length).put(text);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, retrospect, member).doFinal(padded.array());
      return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES-GCM", impossible);
    }
  }

  /** What was sealed; nothing when it was sealed with another secret or for somebody else. */
  Optional<byte[]> open(RetrospectId retrospect, MemberId member, byte[] sealed) {
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    try {
      byte[] padded =
          cipher(Cipher.DECRYPT_MODE, nonce, retrospect, member)
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      int length = ByteBuffer.wrap(padded).getInt();
      return Optional.of(Arrays.copyOfRange(padded, Integer.BYTES, Integer.BYTES + length));
    } catch (AEADBadTagException foreign) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES-GCM", impossible);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, RetrospectId retrospect, MemberId member)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((retrospect.value() + ":" + member.value()).getBytes(UTF_8));
    return cipher;
  }
}
