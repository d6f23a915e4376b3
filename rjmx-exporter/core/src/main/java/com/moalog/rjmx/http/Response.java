package com.moalog.rjmx.http;

import com.moalog.rjmx.text.Bytes;

/**
 * An answer of the server.
 *
 * @param headers further header lines, each ended by CR LF; empty when there is none
 */
public record Response(int status, String contentType, String headers, Bytes body) {

  /** An answer without further headers. */
  public static Response of(int status, String contentType, String body) {
    return new Response(status, contentType, "", new Bytes(body.length()).add(body));
  }

  static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 413 -> "Content Too Large";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      default -> "Error";
    };
  }
}
