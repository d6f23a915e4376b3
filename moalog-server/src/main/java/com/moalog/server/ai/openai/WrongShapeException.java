package com.moalog.server.ai.openai;

/** An answer that does not have the promised shape; the message says why without quoting it. */
final class WrongShapeException extends RuntimeException {

  WrongShapeException(String reason) {
    super(reason);
  }
}
