package com.moalog.rjmx.rule;

import com.moalog.rjmx.regex.Attempt;
import com.moalog.rjmx.regex.Match;
import com.moalog.rjmx.regex.Regex;
import com.moalog.rjmx.regex.RegexException;
import java.util.List;

/** Chooses by a regular expression on the spellings of the attribute. */
record PatternSelector(Regex regex, String source, Dialect dialect, boolean hidesValue)
    implements Selector {

  static PatternSelector compile(String source, Dialect dialect, boolean hidesValue)
      throws RuleException {
    try {
      return new PatternSelector(Regex.compile(source), source, dialect, hidesValue);
    } catch (RegexException malformed) {
      throw new RuleException(
          "pattern, position " + malformed.index() + ": " + malformed.getMessage());
    }
  }

  /** A match with the names of its groups. */
  private record MatchCaptures(Match match, Regex regex) implements Captures {
    @Override
    public String group(int number) {
      return match.group(number);
    }

    @Override
    public String group(String name) {
      Integer number = regex.names().get(name);
      return number == null ? "" : match.group(number);
    }
  }

  @Override
  public Selection select(Leaf leaf) {
    boolean seesValue = false;
    for (Candidate candidate : Candidates.of(dialect, leaf)) {
      Selection selection = select(candidate, hidesValue ? "<cache>" : leaf.value());
      if (selection.captures() != null || selection.exhausted()) {
        return new Selection(
            selection.captures(), seesValue || selection.seesValue(), selection.exhausted());
      }
      seesValue |= selection.seesValue();
    }
    return new Selection(null, seesValue, false);
  }

  /** How one candidate fares. */
  Selection select(Candidate candidate, String value) {
    if (!candidate.endsWithValue()) {
      return selection(regex.find(candidate.text()), false);
    }
    String head = candidate.text() + ": ";
    if (hasLineEnd(head) || hasLineEnd(value)) {
      return selection(inLines(head + value), true);
    }
    // Numbers and booleans have no bracket, so such a pattern cannot begin inside the value.
    if (regex.needs('<') || regex.needs('>')) {
      Attempt attempt =
          dialect == Dialect.RJMX ? regex.findInside(head) : regex.findLastInside(head);
      if (!attempt.hitEnd()) {
        return selection(attempt, false);
      }
    }
    String text = head + value;
    return selection(
        dialect == Dialect.RJMX ? regex.find(text) : regex.findLast(text), !hidesValue);
  }

  /** The exact meaning of the other dialect where a text has several lines. */
  private Attempt inLines(String text) {
    if (dialect == Dialect.RJMX) {
      return regex.find(text);
    }
    try {
      return Regex.compile("^.*(?:" + source + ").*$").matches(text);
    } catch (RegexException tooLong) {
      return regex.findLast(text);
    }
  }

  private static boolean hasLineEnd(String text) {
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '\n' || next == '\r' || next == 0x85 || next == 0x2028 || next == 0x2029) {
        return true;
      }
    }
    return false;
  }

  private Selection selection(Attempt attempt, boolean seesValue) {
    Captures captures =
        attempt.match().<Captures>map(match -> new MatchCaptures(match, regex)).orElse(null);
    return new Selection(captures, seesValue, attempt.exhausted());
  }

  List<Candidate> candidates(Leaf leaf) {
    return Candidates.of(dialect, leaf);
  }
}
