package com.moalog.rjmx.text;

/**
 * UTF-8 with one answer for broken input: U+FFFD. The class libraries of the builds differ there,
 * and the same input has to give the same output everywhere.
 */
public final class Utf8 {

  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** What the bytes say; each byte that belongs to no character becomes U+FFFD. */
  public static String decode(byte[] bytes, int offset, int length) {
    StringBuilder text = new StringBuilder(length);
    int end = offset + length;
    int next = offset;
    while (next < end) {
      int first = bytes[next];
      if (first >= 0) {
        text.append((char) first);
        next++;
        continue;
      }
      int count = sequenceLength(first);
      int point = count == 0 ? -1 : codePoint(bytes, next, count, end);
      if (point < 0) {
        text.append(REPLACEMENT);
        next++;
      } else {
        text.appendCodePoint(point);
        next += count;
      }
    }
    return text.toString();
  }

  private static int sequenceLength(int first) {
    if ((first & 0xE0) == 0xC0) {
      return 2;
    }
    if ((first & 0xF0) == 0xE0) {
      return 3;
    }
    return (first & 0xF8) == 0xF0 ? 4 : 0;
  }

  /** The code point of a sequence; -1 when it is cut, overlong, a surrogate or too large. */
  private static int codePoint(byte[] bytes, int start, int count, int end) {
    if (end - start < count) {
      return -1;
    }
    int point = bytes[start] & (0xFF >> (count + 1));
    for (int i = 1; i < count; i++) {
      if ((bytes[start + i] & 0xC0) != 0x80) {
        return -1;
      }
      point = (point << 6) | (bytes[start + i] & 0x3F);
    }
    int least = count == 2 ? 0x80 : count == 3 ? 0x800 : 0x10000;
    boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point < least || point > 0x10FFFF || surrogate ? -1 : point;
  }

  /** Adds the character at {@code index} and returns how many UTF-16 units it was. */
  static int encode(String text, int index, Bytes target) {
    char first = text.charAt(index);
    int point = first;
    int units = 1;
    if (first >= 0xD800 && first <= 0xDFFF) {
      char second = index + 1 < text.length() ? text.charAt(index + 1) : 0;
      if (first < 0xDC00 && second >= 0xDC00 && second <= 0xDFFF) {
        point = pair(first, second);
        units = 2;
      } else {
        point = REPLACEMENT;
      }
    }
    add(point, target);
    return units;
  }

  /** The code point that two halves of a surrogate pair mean. */
  public static int pair(int high, int low) {
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
  }

  /** Adds a code point that is no surrogate. */
  public static void add(int point, Bytes target) {
    if (point < 0x80) {
      target.add(point);
      return;
    }
    if (point < 0x800) {
      target.add(0xC0 | (point >> 6));
    } else if (point < 0x10000) {
      target.add(0xE0 | (point >> 12)).add(continuation(point >> 6));
    } else {
      target.add(0xF0 | (point >> 18));
      target.add(continuation(point >> 12)).add(continuation(point >> 6));
    }
    target.add(continuation(point));
  }

  private static int continuation(int bits) {
    return 0x80 | (bits & 0x3F);
  }
}
