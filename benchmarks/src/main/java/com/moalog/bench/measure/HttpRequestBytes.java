package com.moalog.bench.measure;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests as they go over the wire (RFC 9112). Stateless. */
public final class HttpRequestBytes {

  private HttpRequestBytes() {}

  /** A request without a body. */
  public static byte[] of(String method, String path, Map<String, String> headers) {
    return (head(method, path, headers) + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /** A request with a JSON body. */
  public static byte[] json(String method, String path, Map<String, String> headers, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String whole =
        head(method, path, headers)
            + "Content-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n\r\n"
            + body;
    return whole.getBytes(StandardCharsets.UTF_8);
  }

  private static String head(String method, String path, Map<String, String> headers) {
    StringBuilder head =
        new StringBuilder(method)
            .append(' ')
            .append(path)
            .append(" HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.toString();
  }
}
