package com.moalog.rjmx.posix;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.teavm.interop.Address;

/** Text on its way to C and back: UTF-8, ended by a zero byte. */
final class CText {

  private static final int LONGEST = 1 << 20;

  private CText() {}

  static byte[] of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  static String read(Address start) {
    int length = 0;
    while (length < LONGEST && start.add(length).getByte() != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = start.add(i).getByte();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
