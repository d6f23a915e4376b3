package com.moalog.server.http;

import java.io.IOException;

/** A request body went over the limit while it was read. */
final class BodyTooLargeException extends IOException {

  BodyTooLargeException(int limitBytes) {
    super("the request body is larger than " + limitBytes + " bytes");
  }
}
