package com.moalog.rjmx.regex;

import java.util.List;

/** A pattern as its parts. */
sealed interface Syntax {

  int UNBOUNDED = Integer.MAX_VALUE;

  /** One character. */
  record Chars(CharSet set) implements Syntax {}

  record Sequence(List<Syntax> parts) implements Syntax {}

  record Alternatives(List<Syntax> parts) implements Syntax {}

  /**
   * A group in brackets.
   *
   * @param capture the group's number, or 0 when it captures nothing
   */
  record Group(Syntax body, int capture) implements Syntax {}

  record Repeat(Syntax body, int least, int most, Mode mode) implements Syntax {}

  record Look(Syntax body, boolean ahead, boolean negative) implements Syntax {}

  record Atomic(Syntax body) implements Syntax {}

  record BackReference(int group, boolean ignoreCase) implements Syntax {}

  record Assertion(Place place) implements Syntax {}

  /** How a repetition chooses. */
  enum Mode {
    GREEDY,
    LAZY,
    POSSESSIVE
  }

  /** A condition on a place between two characters. */
  enum Place {
    BEGIN,
    LINE_BEGIN,
    END,
    LINE_END,
    VERY_END,
    WORD_EDGE,
    NO_WORD_EDGE,
    NEVER
  }

  /** The fewest UTF-16 units a match of this has. */
  default int shortest() {
    return switch (this) {
      case Chars ignored -> 1;
      case Sequence(List<Syntax> parts) -> parts.stream().mapToInt(Syntax::shortest).sum();
      case Alternatives(List<Syntax> parts) ->
          parts.stream().mapToInt(Syntax::shortest).min().orElse(0);
      case Group group -> group.body().shortest();
      case Atomic atomic -> atomic.body().shortest();
      case Repeat repeat -> repeat.body().shortest() * repeat.least();
      case Look ignored -> 0;
      case Assertion ignored -> 0;
      case BackReference ignored -> 0;
    };
  }

  /** The most UTF-16 units a match of this has, or {@link #UNBOUNDED}. */
  default int longest() {
    return switch (this) {
      case Chars ignored -> 1;
      case Sequence(List<Syntax> parts) -> {
        int sum = 0;
        for (Syntax part : parts) {
          int longest = part.longest();
          sum = longest == UNBOUNDED || sum == UNBOUNDED ? UNBOUNDED : sum + longest;
        }
        yield sum;
      }
      case Alternatives(List<Syntax> parts) ->
          parts.stream().mapToInt(Syntax::longest).max().orElse(0);
      case Group group -> group.body().longest();
      case Atomic atomic -> atomic.body().longest();
      case Repeat repeat -> {
        int body = repeat.body().longest();
        boolean open = body == UNBOUNDED || repeat.most() == UNBOUNDED;
        yield open ? UNBOUNDED : body * repeat.most();
      }
      case Look ignored -> 0;
      case Assertion ignored -> 0;
      case BackReference ignored -> UNBOUNDED;
    };
  }

  /** Whether every match of this has a character that no value has; false when not obvious. */
  default boolean needsMoreThanValue() {
    return switch (this) {
      case Chars chars -> Unknown.isForeign(chars.set());
      case Sequence(List<Syntax> parts) -> parts.stream().anyMatch(Syntax::needsMoreThanValue);
      case Alternatives(List<Syntax> parts) -> parts.stream().allMatch(Syntax::needsMoreThanValue);
      case Group group -> group.body().needsMoreThanValue();
      case Atomic atomic -> atomic.body().needsMoreThanValue();
      case Repeat repeat -> repeat.least() > 0 && repeat.body().needsMoreThanValue();
      case Look ignored -> false;
      case Assertion ignored -> false;
      case BackReference ignored -> false;
    };
  }
}
