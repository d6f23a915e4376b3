package com.moalog.rjmx.http;

import com.moalog.rjmx.text.Letters;

/** Reads the head of a request strictly: RFC 9112, section 3. */
final class RequestHead {

  private RequestHead() {}

  static Request parse(String text) throws HttpException {
    int lineEnd = text.indexOf("\r\n");
    String line = text.substring(0, lineEnd);
    int first = line.indexOf(' ');
    int second = line.indexOf(' ', first + 1);
    if (first <= 0 || second < 0 || !line.startsWith("HTTP/1.", second + 1)) {
      throw new HttpException("malformed request line");
    }
    String target = line.substring(first + 1, second);
    if (!target.startsWith("/")) {
      throw new HttpException("the target is no path");
    }
    String head = Heads.parse(text.substring(lineEnd + 2, text.length() - 2));
    if (line.endsWith("/1.0") && Heads.value(head, "connection").isEmpty()) {
      head += "connection: close\n";
    }
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "" : target.substring(question + 1);
    return new Request(line.substring(0, first), path, query, head);
  }

  static boolean asksToClose(Request request) {
    return Letters.same(request.header("connection").orElse(""), "close");
  }

  static boolean hasBody(Request request) {
    return request.header("transfer-encoding").isPresent()
        || !request.header("content-length").orElse("0").equals("0");
  }
}
