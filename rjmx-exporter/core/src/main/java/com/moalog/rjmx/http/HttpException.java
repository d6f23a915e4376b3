package com.moalog.rjmx.http;

/** A message that is not HTTP/1.1 as RFC 9112 has it, or that passes a limit. */
public final class HttpException extends Exception {

  public HttpException(String message) {
    super(message);
  }
}
