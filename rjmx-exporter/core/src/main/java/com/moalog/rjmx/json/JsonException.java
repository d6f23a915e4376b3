package com.moalog.rjmx.json;

/** The input is not JSON, or passes a limit of the reader; the message names the byte. */
public final class JsonException extends Exception {

  JsonException(String message, long position) {
    super(message + " at byte " + position);
  }
}
