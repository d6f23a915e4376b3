package com.moalog.rjmx.regex;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of looking for a pattern.
 *
 * @param found the match, or null
 * @param hitEnd whether more text behind the end could have changed the result
 * @param exhausted whether the pattern took more steps than it may
 */
public record Attempt(@Nullable Match found, boolean hitEnd, boolean exhausted) {

  /** What was found. */
  public Optional<Match> match() {
    return Optional.ofNullable(found);
  }
}
