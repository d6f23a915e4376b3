package com.moalog.server.idempotency;

/** What is known about a call that wants to be carried out. */
public sealed interface Claim {

  /** It is the first of its key: carry it out, then complete or release it. */
  record First() implements Claim {}

  /** It has been carried out before. */
  record Repeat(int status, String body) implements Claim {}
}
