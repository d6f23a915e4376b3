package com.moalog.rjmx.text;

/** Bytes as hexadecimal digits. */
public final class Hex {

  private static final String DIGITS = "0123456789abcdef";

  private Hex() {}

  /** Two small digits for each byte. */
  public static String of(byte[] bytes) {
    StringBuilder hex = new StringBuilder(bytes.length * 2);
    for (byte next : bytes) {
      hex.append(DIGITS.charAt((next >> 4) & 15)).append(DIGITS.charAt(next & 15));
    }
    return hex.toString();
  }

  /** Whether a text has no other characters than small hexadecimal digits. */
  public static boolean is(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (DIGITS.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
