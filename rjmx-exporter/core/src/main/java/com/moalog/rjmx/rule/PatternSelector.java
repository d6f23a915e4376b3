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

  /** A match with the names of its groups. Not thread-safe. */
  private static final class MatchCaptures implements Captures {
    private final Match match;
    private final Regex regex;
    private final int valueFrom;
    private boolean shownValue;

    MatchCaptures(Match match, Regex regex, int valueFrom) {
      this.match = match;
      this.regex = regex;
      this.valueFrom = valueFrom;
    }

    @Override
    public String group(int number) {
      // One that is empty behind the value's beginning is not with every value.
      shownValue |= match.has(number) && match.end(number) > valueFrom;
      return match.group(number);
    }

    @Override
    public String group(String name) {
      Integer number = regex.names().get(name);
      return number == null ? "" : group(number.intValue());
    }

    @Override
    public boolean haveShownValue() {
      return shownValue;
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
  private Selection select(Candidate candidate, String value) {
    if (!candidate.endsWithValue()) {
      return selection(regex.find(candidate.text()), Integer.MAX_VALUE, false);
    }
    String head = candidate.text() + ": ";
    String text = head + value;
    if (hasLineEnd(text)) {
      return selection(inLines(text), Integer.MAX_VALUE, !hidesValue);
    }
    if (hidesValue) {
      return selection(search(text), Integer.MAX_VALUE, false);
    }
    if (!Regex.isValue(value)) {
      return selection(search(text), head.length(), true);
    }
    Attempt attempt =
        dialect == Dialect.RJMX ? regex.findBeforeValue(head) : regex.findLastBeforeValue(head);
    boolean ends = attempt.match().map(match -> match.endsBehind(head.length())).orElse(false);
    return attempt.depends() || ends
        ? selection(search(text), head.length(), attempt.depends())
        : selection(attempt, head.length(), false);
  }

  private Attempt search(String text) {
    return dialect == Dialect.RJMX ? regex.find(text) : regex.findLast(text);
  }

  /** The exact meaning of the other dialect where a text has several lines. */
  private Attempt inLines(String text) {
    if (dialect == Dialect.RJMX) {
      return search(text);
    }
    try {
      return Regex.compile("^.*(?:" + source + ").*$").matches(text);
    } catch (RegexException tooLong) {
      return search(text);
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

  private Selection selection(Attempt attempt, int valueFrom, boolean seesValue) {
    Captures captures =
        attempt
            .match()
            .<Captures>map(match -> new MatchCaptures(match, regex, valueFrom))
            .orElse(null);
    return new Selection(captures, seesValue, attempt.exhausted());
  }

  List<Candidate> candidates(Leaf leaf) {
    return Candidates.of(dialect, leaf);
  }
}
