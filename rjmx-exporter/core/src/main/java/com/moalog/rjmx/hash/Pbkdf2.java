package com.moalog.rjmx.hash;

import com.moalog.rjmx.text.Bytes;
import com.moalog.rjmx.text.Hex;

/**
 * PBKDF2 of RFC 8018, a part at a time: it is slow on purpose, and others wait meanwhile. Not
 * thread-safe.
 */
public final class Pbkdf2 {

  private final Hmac hmac;
  private final String salt;
  private final int iterations;
  private final byte[] key;
  private byte[] code = {};
  private byte[] sum = {};
  private int done;
  private int filled;

  /** The password and the salt count as UTF-8. */
  public Pbkdf2(HashKind kind, String password, String salt, int iterations, int keyBytes) {
    this.hmac = new Hmac(kind, new Bytes(password.length() + 144).add(password));
    this.salt = salt;
    this.iterations = iterations;
    this.key = new byte[keyBytes];
  }

  /** Goes on by a number of iterations, and tells whether the key is complete. */
  public boolean advance(int steps) {
    for (int i = 0; i < steps && filled < key.length; i++) {
      step();
    }
    return filled >= key.length;
  }

  private void step() {
    if (done == 0) {
      int block = filled / hmac.bytes() + 1;
      Bytes first = new Bytes(salt.length() + 144).add(salt);
      code = hmac.of(first.add(block >>> 24).add(block >>> 16).add(block >>> 8).add(block));
      sum = new byte[code.length];
    } else {
      hmac.again(code);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] ^= code[i];
    }
    if (++done == iterations) {
      int length = Math.min(sum.length, key.length - filled);
      System.arraycopy(sum, 0, key, filled, length);
      filled += length;
      done = 0;
    }
  }

  /** The key in hexadecimal digits, once it is complete. */
  public String hex() {
    return Hex.of(key);
  }
}
