package com.moalog.ratelimiter.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What every request to one limiter has in common.
 *
 * @param path of the address, before the question
 * @param fields the header fields, each with the end of its line
 */
record RequestHead(String path, String fields) {

  /** Requests to a path below an address. */
  static RequestHead to(URI address, String path) {
    String below = address.getRawPath() == null ? "" : address.getRawPath().replaceAll("/+$", "");
    String host = address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    return new RequestHead(below + path, "Host: " + host + "\r\nAccept: application/json\r\n");
  }

  /**
   * A whole request.
   *
   * @throws IllegalArgumentException when a header would break out of its line
   */
  byte[] of(Question question, long permits, Map<String, String> headers) {
    StringBuilder request =
        new StringBuilder("GET ")
            .append(question.at(path, permits))
            .append(" HTTP/1.1\r\n")
            .append(fields);
    headers.forEach((name, value) ->
        request.append(checked(name)).append(": ").append(checked(value)).append("\r\n"));
    return request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String checked(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a header with a control character");
    }
    return text;
  }
}
