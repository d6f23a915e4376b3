package com.moalog.rjmx.regex;

import java.util.Map;

/**
 * A compiled pattern. Syntax and results are those of java.util.regex without flags, but for a few
 * parts that are refused: the flags d, u, U and x, {@code \G}, {@code \X}, {@code \N}, Unicode
 * blocks and scripts. {@code (?P<name>...)} is understood too. Immutable; each search has its own
 * state.
 */
public final class Regex {

  /** Characters that one search may read. */
  public static final int STEP_LIMIT = 100_000;

  /** Characters that a pattern may have. */
  public static final int LENGTH_LIMIT = 4_096;

  private static final Attempt NOTHING = new Attempt(null, true, false);

  private final Syntax syntax;
  private final Node search;
  private final Node whole;
  private final int groups;
  private final int locals;
  private final Map<String, Integer> names;

  private Regex(Syntax syntax, Parser parser) {
    this.syntax = syntax;
    this.groups = parser.groups();
    this.names = Map.copyOf(parser.names());
    Compiler compiler = new Compiler();
    this.search = compiler.compile(syntax, new Node.Accept());
    this.whole = compiler.compile(syntax, new Node.AcceptAtEnd());
    this.locals = compiler.locals();
  }

  /**
   * Compiles a pattern.
   *
   * @throws RegexException when it is malformed or uses a part that is refused
   */
  public static Regex compile(String pattern) throws RegexException {
    if (pattern.length() > LENGTH_LIMIT) {
      throw new RegexException("longer than " + LENGTH_LIMIT + " characters", LENGTH_LIMIT);
    }
    Parser parser = new Parser(pattern);
    return new Regex(parser.parse(), parser);
  }

  /** The number of groups that capture. */
  public int groups() {
    return groups;
  }

  /** The number of a named group by its name. */
  public Map<String, Integer> names() {
    return names;
  }

  /** Whether every match contains the character; false when that is not obvious. */
  public boolean needs(char character) {
    return syntax.needs(character);
  }

  /** Looks for the first place where the pattern matches. */
  public Attempt find(String text) {
    return attempt(text, search, 0, text.length());
  }

  /**
   * Looks for the last place where a match begins: what {@code ^.*(?:PATTERN).*$} finds in one
   * line.
   */
  public Attempt findLast(String text) {
    return attempt(text, search, text.length(), 0);
  }

  /** As {@link #find}, of matches that begin before the end of the text. */
  public Attempt findInside(String text) {
    return text.isEmpty() ? NOTHING : attempt(text, search, 0, text.length() - 1);
  }

  /** As {@link #findLast}, of matches that begin before the end of the text. */
  public Attempt findLastInside(String text) {
    return text.isEmpty() ? NOTHING : attempt(text, search, text.length() - 1, 0);
  }

  /** Matches the whole text or nothing. */
  public Attempt matches(String text) {
    return attempt(text, whole, 0, 0);
  }

  private Attempt attempt(String text, Node first, int from, int to) {
    Run run = new Run(text, groups, locals, STEP_LIMIT);
    int direction = from <= to ? 1 : -1;
    try {
      for (int start = from; start != to + direction; start += direction) {
        run.begin();
        if (first.match(run, start)) {
          run.groups[0] = start;
          run.groups[1] = run.last;
          return new Attempt(new Match(text, run.groups), run.hitEnd, false);
        }
      }
      return new Attempt(null, run.hitEnd, false);
    } catch (Run.Exhausted exhausted) {
      return new Attempt(null, run.hitEnd, true);
    }
  }
}
