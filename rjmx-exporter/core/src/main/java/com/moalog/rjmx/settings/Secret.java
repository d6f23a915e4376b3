package com.moalog.rjmx.settings;

import com.moalog.rjmx.hash.HashKind;

/** How a configuration knows the right password. No text of it ever shows one. */
public sealed interface Secret {

  /** The password itself. */
  record Plain(String password) implements Secret {
    @Override
    public String toString() {
      return "Plain";
    }
  }

  /**
   * A digest of the password, or of salt, colon and password.
   *
   * @param salt empty for none
   * @param hash all hexadecimal digits of the digest, in small letters
   */
  record Hashed(HashKind kind, String salt, String hash) implements Secret {

    /** The hash of a password that is given. */
    public String hashOf(String password) {
      return kind.hex(salt.isEmpty() ? password : salt + ":" + password);
    }

    @Override
    public String toString() {
      return "Hashed[" + kind + "]";
    }
  }

  /**
   * A key that PBKDF2 makes of the password.
   *
   * @param hash the key in hexadecimal digits, in small letters
   */
  record Stretched(HashKind kind, String salt, int iterations, String hash) implements Secret {
    @Override
    public String toString() {
      return "Stretched[" + kind + "]";
    }
  }
}
