package com.moalog.rjmx.json;

import com.moalog.rjmx.text.Utf8;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the names of the last texts, so the same answer read again makes no new strings. Each
 * slot keeps the last name that fell into it.
 */
final class NameCache {

  private static final int SLOTS = 512;
  private static final int LONGEST_BYTES = 256;

  private final @Nullable Name[] kept = new Name[SLOTS];

  private static final class Name {
    private final byte[] bytes;
    private final String text;

    Name(byte[] bytes, String text) {
      this.bytes = bytes;
      this.text = text;
    }
  }

  String get(byte[] bytes, int length) {
    if (length > LONGEST_BYTES) {
      return Utf8.decode(bytes, 0, length);
    }
    int hash = 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ hash >>> 9 ^ hash >>> 18) & (SLOTS - 1);
    Name known = kept[slot];
    if (known == null || !matches(known.bytes, bytes, length)) {
      known = new Name(Arrays.copyOf(bytes, length), Utf8.decode(bytes, 0, length));
      kept[slot] = known;
    }
    return known.text;
  }

  private static boolean matches(byte[] key, byte[] bytes, int length) {
    if (key.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (key[i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
