package com.moalog.server.export;

/** A document that cannot be imported; the message names the first fault. */
final class BadDocumentException extends RuntimeException {

  BadDocumentException(String message) {
    super(message, null, false, false);
  }
}
