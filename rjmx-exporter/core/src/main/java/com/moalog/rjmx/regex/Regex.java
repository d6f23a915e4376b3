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

  private final Node search;
  private final Node whole;
  private final int groups;
  private final int locals;
  private final boolean beginsBeforeValue;
  private final Map<String, Integer> names;

  private Regex(Syntax syntax, Parser parser) {
    this.beginsBeforeValue = syntax.needsMoreThanValue();
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

  /** Looks for the first place where the pattern matches. */
  public Attempt find(String text) {
    return attempt(run(text), search, 0, text.length());
  }

  /**
   * Looks for the last place where a match begins: what {@code ^.*(?:PATTERN).*$} finds in one
   * line.
   */
  public Attempt findLast(String text) {
    return attempt(run(text), search, text.length(), 0);
  }

  /** Whether a text is a number or a boolean, which need not be known to look before it. */
  public static boolean isValue(String text) {
    return Unknown.covers(text);
  }

  /** As {@link #find}, in a text behind which stands a value that is not known. */
  public Attempt findBeforeValue(String text) {
    Run run = new Run(text + Unknown.TEXT, text.length(), groups, locals);
    Attempt before = attempt(run, search, 0, lastStart(text));
    boolean decided = before.found() != null || before.exhausted() || beginsBeforeValue;
    return decided ? before : attempt(run, search, run.text.length(), run.text.length());
  }

  /** As {@link #findLast}, in a text behind which stands a value that is not known. */
  public Attempt findLastBeforeValue(String text) {
    Run run = new Run(text + Unknown.TEXT, text.length(), groups, locals);
    if (!beginsBeforeValue) {
      Attempt atEnd = attempt(run, search, run.text.length(), run.text.length());
      if (atEnd.found() != null || atEnd.exhausted()) {
        return atEnd;
      }
    }
    return attempt(run, search, lastStart(text), 0);
  }

  /** A match that begins within the value would begin with the value too, or at its end. */
  private int lastStart(String text) {
    return beginsBeforeValue ? Math.max(0, text.length() - 1) : text.length();
  }

  /** Matches the whole text or nothing. */
  public Attempt matches(String text) {
    return attempt(run(text), whole, 0, 0);
  }

  private Run run(String text) {
    return new Run(text, Integer.MAX_VALUE, groups, locals);
  }

  private Attempt attempt(Run run, Node first, int from, int to) {
    int direction = from <= to ? 1 : -1;
    try {
      for (int start = from; start != to + direction; start += direction) {
        run.begin();
        if (first.match(run, start)) {
          run.groups[0] = start;
          run.groups[1] = run.last;
          return new Attempt(new Match(run.text, run.groups), run.depends, false);
        }
      }
      return new Attempt(null, run.depends, false);
    } catch (Run.Exhausted exhausted) {
      return new Attempt(null, false, true);
    }
  }
}
