package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.model.Decision;

/** What became of a question. */
public sealed interface Outcome {

  /** Redis decided, or what it decided a moment ago still holds. */
  record Decided(Decision decision) implements Outcome {}

  /** Redis is away and the fail mode decided. */
  record Degraded(Decision decision, String mode) implements Outcome {}

  /** Redis is away and nothing may be decided without it. */
  record Unavailable() implements Outcome {}
}
