package com.moalog.rjmx.http;

import com.moalog.rjmx.text.Bytes;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of RFC 3986, with {@code +} for a space as in forms. */
public final class Percent {

  private Percent() {}

  /** What the text stands for; a broken escape stays as it is. */
  public static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    Bytes decoded = new Bytes(text.length());
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      int high = next == '%' && i + 2 < text.length() ? digit(text.charAt(i + 1)) : -1;
      int low = high >= 0 ? digit(text.charAt(i + 2)) : -1;
      if (low >= 0) {
        decoded.add(high * 16 + low);
        i += 2;
      } else if (next == '+') {
        decoded.add(' ');
      } else {
        byte[] plain = String.valueOf(next).getBytes(StandardCharsets.UTF_8);
        decoded.add(plain, 0, plain.length);
      }
    }
    return decoded.text();
  }

  private static int digit(char character) {
    return Character.digit(character, 16);
  }
}
