package com.moalog.rjmx.http;

import com.moalog.rjmx.text.Bytes;
import com.moalog.rjmx.text.Letters;
import java.nio.charset.StandardCharsets;

/** The head of an answer: its status and how its body ends (RFC 9112, section 6.3). */
record ResponseHead(int status, String head, BodyFraming framing) {

  static ResponseHead parse(Bytes received, int end) throws HttpException {
    String text = new String(received.array(), 0, end, StandardCharsets.ISO_8859_1);
    int lineEnd = text.indexOf("\r\n");
    int status = status(text.substring(0, lineEnd));
    String head = Heads.parse(text.substring(lineEnd + 2, text.length() - 2));
    String connection = Heads.value(head, "connection").orElse("");
    boolean keep = text.startsWith("HTTP/1.1") && !Letters.same(connection, "close");
    return new ResponseHead(status, head, framing(status, head, keep));
  }

  private static int status(String line) throws HttpException {
    boolean plausible = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
    for (int i = 9; plausible && i < 12; i++) {
      plausible = line.charAt(i) >= '0' && line.charAt(i) <= '9';
    }
    if (!plausible) {
      throw new HttpException("the answer is not HTTP/1");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private static BodyFraming framing(int status, String head, boolean keep) throws HttpException {
    if (status == 204 || status == 304) {
      return BodyFraming.ofLength(0, keep);
    }
    String coding = Heads.value(head, "transfer-encoding").orElse("");
    if (Letters.same(coding, "chunked")) {
      return BodyFraming.chunked(keep);
    }
    if (!coding.isEmpty()) {
      throw new HttpException("unknown transfer coding");
    }
    String length = Heads.value(head, "content-length").orElse("");
    if (length.isEmpty()) {
      return BodyFraming.untilEnd();
    }
    return BodyFraming.ofLength(length(length), keep);
  }

  private static long length(String text) throws HttpException {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9' || i > 15) {
        throw new HttpException("malformed content length");
      }
      length = length * 10 + (digit - '0');
    }
    return length;
  }
}
