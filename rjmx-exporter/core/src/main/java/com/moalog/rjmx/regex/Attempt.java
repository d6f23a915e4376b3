package com.moalog.rjmx.regex;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of looking for a pattern.
 *
 * @param found the match, or null
 * @param depends whether a value that is not known could change more than the bounds within it
 * @param exhausted whether the pattern took more steps than it may
 */
public record Attempt(@Nullable Match found, boolean depends, boolean exhausted) {

  /** What was found. */
  public Optional<Match> match() {
    return Optional.ofNullable(found);
  }
}
