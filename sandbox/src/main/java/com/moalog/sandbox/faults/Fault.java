package com.moalog.sandbox.faults;

/** What a rule does to a request. "Apply" means that the operation really happens. */
public sealed interface Fault {

  /** The operation does not happen; the provider answers with its own error body. */
  record ProviderError(int http, String code, String message) implements Fault {}

  /** The operation happens after a pause; a repeat meanwhile finds it in flight. */
  record Delay(int millis) implements Fault {}

  /** The operation does not happen and no answer comes. */
  record Hang() implements Fault {}

  /** The operation does not happen; the connection is reset. */
  record ResetBefore() implements Fault {}

  /** The operation happens; the connection is reset. */
  record ApplyThenReset() implements Fault {}

  /** The operation happens; the answer is HTTP 500. */
  record ApplyThen500() implements Fault {}

  /** The operation happens; no answer comes. */
  record ApplyThenHang() implements Fault {}

  /** The operation happens; the answer is half of its body, under the headers of a success. */
  record Malformed() implements Fault {}

  /** The operation happens; the answer is JSON that has none of the promised fields. */
  record WrongShape() implements Fault {}

  /**
   * The operation happens; one field of the answer says something else.
   *
   * @param pointer JSON pointer of the field
   */
  record Field(String name, String pointer, String value) implements Fault {}

  /** The operation does not happen; the answer is HTTP 429. */
  record RateLimit(int retryAfterSeconds) implements Fault {}
}
