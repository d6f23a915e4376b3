package com.moalog.rjmx.http;

import com.moalog.rjmx.text.Bytes;
import com.moalog.rjmx.text.Letters;
import java.util.Optional;

/** The header lines of a message, kept as one text: {@code name: value\n} with lower-case names. */
final class Heads {

  private Heads() {}

  /** The first value of a name, trimmed. */
  static Optional<String> value(String head, String name) {
    int start = 0;
    while (start < head.length()) {
      int end = head.indexOf('\n', start);
      if (head.startsWith(name, start) && head.charAt(start + name.length()) == ':') {
        return Optional.of(head.substring(start + name.length() + 1, end).trim());
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  /**
   * Reads header lines.
   *
   * @param lines everything behind the first line, each line ended by CR LF
   * @throws HttpException when a line has no name or is folded
   */
  static String parse(String lines) throws HttpException {
    StringBuilder head = new StringBuilder(lines.length());
    int start = 0;
    while (start < lines.length()) {
      int end = lines.indexOf("\r\n", start);
      String line = lines.substring(start, end);
      int colon = line.indexOf(':');
      if (colon <= 0 || line.charAt(0) <= ' ' || line.charAt(colon - 1) <= ' ') {
        throw new HttpException("malformed header line");
      }
      head.append(Letters.lower(line.substring(0, colon)));
      head.append(line, colon, line.length()).append('\n');
      start = end + 2;
    }
    return head.toString();
  }

  /** Where the head ends: the index behind the empty line, or -1. */
  static int end(Bytes received) {
    byte[] array = received.array();
    for (int i = 3; i < received.size(); i++) {
      if (array[i] == '\n'
          && array[i - 1] == '\r'
          && array[i - 2] == '\n'
          && array[i - 3] == '\r') {
        return i + 1;
      }
    }
    return -1;
  }
}
