package com.moalog.rjmx.text;

import java.util.Optional;

/** Base 64 of RFC 4648, with padding. */
public final class Base64 {

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private Base64() {}

  /** The UTF-8 of a text. */
  public static String encode(String text) {
    Bytes bytes = new Bytes(text.length()).add(text);
    byte[] array = bytes.array();
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < bytes.size(); i += 3) {
      int left = bytes.size() - i;
      int group = (array[i] & 0xFF) << 16;
      group |= left > 1 ? (array[i + 1] & 0xFF) << 8 : 0;
      group |= left > 2 ? array[i + 2] & 0xFF : 0;
      encoded.append(DIGITS.charAt(group >> 18)).append(DIGITS.charAt((group >> 12) & 63));
      encoded.append(left > 1 ? DIGITS.charAt((group >> 6) & 63) : '=');
      encoded.append(left > 2 ? DIGITS.charAt(group & 63) : '=');
    }
    return encoded.toString();
  }

  /** The text whose UTF-8 this is; empty when it is malformed. */
  public static Optional<String> decode(String encoded) {
    int end = encoded.length();
    while (end > 0 && encoded.charAt(end - 1) == '=') {
      end--;
    }
    Bytes bytes = new Bytes(end);
    int group = 0;
    int bits = 0;
    for (int i = 0; i < end; i++) {
      int digit = DIGITS.indexOf(encoded.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      group = (group << 6) | digit;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes.add(group >> bits);
      }
    }
    return Optional.of(bytes.text());
  }
}
