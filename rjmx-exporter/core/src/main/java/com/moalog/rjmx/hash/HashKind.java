package com.moalog.rjmx.hash;

import com.moalog.rjmx.text.Bytes;
import com.moalog.rjmx.text.Hex;
import java.util.Optional;

/** The hash functions that a password may be hashed with. */
public enum HashKind {
  SHA_1("SHA-1", "SHA1", 20),
  SHA_256("SHA-256", "SHA256", 32),
  SHA_512("SHA-512", "SHA512", 64);

  private final String label;
  private final String shortLabel;
  private final int digestBytes;

  HashKind(String label, String shortLabel, int digestBytes) {
    this.label = label;
    this.shortLabel = shortLabel;
    this.digestBytes = digestBytes;
  }

  /** The one that is written so, after a prefix, with a hyphen or without. */
  public static Optional<HashKind> named(String prefix, String text) {
    for (HashKind kind : values()) {
      String name = prefix.isEmpty() ? kind.label : prefix + kind.shortLabel;
      if (text.equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  public int digestBytes() {
    return digestBytes;
  }

  /** The digest of a text's UTF-8 in hexadecimal digits. */
  public String hex(String text) {
    return Hex.of(create().of(new Bytes(text.length() + 144).add(text)));
  }

  Hash create() {
    return switch (this) {
      case SHA_1 -> new Sha1();
      case SHA_256 -> new Sha256();
      case SHA_512 -> new Sha512();
    };
  }
}
