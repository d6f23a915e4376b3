package com.moalog.rjmx.regex;

import com.moalog.rjmx.regex.Syntax.Mode;
import com.moalog.rjmx.regex.Syntax.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a pattern in the syntax of java.util.regex. */
final class Parser {

  private static final int NESTING_LIMIT = 100;
  private static final int REPEAT_LIMIT = 1_000;

  private final Source source;
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final Escapes escapes;
  private int groups;
  private int nesting;
  private boolean ignoreCase;
  private boolean multiline;
  private boolean dotAll;

  Parser(String pattern) {
    source = new Source(pattern);
    escapes = new Escapes(source);
  }

  int groups() {
    return groups;
  }

  Map<String, Integer> names() {
    return names;
  }

  Syntax parse() throws RegexException {
    Syntax whole = alternatives();
    if (!source.atEnd()) {
      throw source.fault("unmatched closing ')'");
    }
    return whole;
  }

  private Syntax alternatives() throws RegexException {
    if (++nesting > NESTING_LIMIT) {
      throw source.fault("nested too deeply");
    }
    List<Syntax> ways = new ArrayList<>(List.of(sequence()));
    while (source.take('|')) {
      ways.add(sequence());
    }
    nesting--;
    return ways.size() == 1 ? ways.getFirst() : new Syntax.Alternatives(ways);
  }

  private Syntax sequence() throws RegexException {
    List<Syntax> parts = new ArrayList<>();
    while (!source.atEnd() && source.peek() != '|' && source.peek() != ')') {
      if (source.take("\\Q")) {
        quoted(parts);
        continue;
      }
      Syntax atom = atom();
      parts.add(quantified(atom));
    }
    return parts.size() == 1 ? parts.getFirst() : new Syntax.Sequence(parts);
  }

  /** Everything up to {@code \E} means itself; a repetition behind it belongs to the last one. */
  private void quoted(List<Syntax> parts) throws RegexException {
    while (!source.atEnd() && !source.take("\\E")) {
      Syntax literal = literal(source.next());
      boolean last = source.take("\\E");
      parts.add(last ? quantified(literal) : literal);
      if (last) {
        return;
      }
    }
  }

  private Syntax atom() throws RegexException {
    int next = source.next();
    return switch (next) {
      case '(' -> group();
      case '[' -> chars(new ClassParser(source, escapes).parse());
      case '.' -> new Syntax.Chars(dotAll ? CharSet.ANY : CharSet.DOT);
      case '^' -> new Syntax.Assertion(multiline ? Place.LINE_BEGIN : Place.BEGIN);
      case '$' -> new Syntax.Assertion(multiline ? Place.LINE_END : Place.END);
      case '\\' -> escaped();
      case '*', '+', '?' -> throw source.faultBefore("dangling '" + (char) next + "'");
      default -> literal(next);
    };
  }

  private Syntax literal(int point) {
    if (ignoreCase && CharSet.otherCase(point) != point) {
      return new Syntax.Chars(CharSet.single(point).ignoringCase());
    }
    return new Syntax.Chars(CharSet.single(point));
  }

  private Syntax chars(CharSet set) {
    return new Syntax.Chars(ignoreCase ? set.ignoringCase() : set);
  }

  private Syntax escaped() throws RegexException {
    if (source.atEnd()) {
      throw source.fault("nothing behind the backslash");
    }
    int next = source.peek();
    if (next >= '1' && next <= '9') {
      return backReference();
    }
    Place place =
        switch (next) {
          case 'A' -> Place.BEGIN;
          case 'Z' -> Place.END;
          case 'z' -> Place.VERY_END;
          case 'b' -> Place.WORD_EDGE;
          case 'B' -> Place.NO_WORD_EDGE;
          default -> Place.NEVER;
        };
    if (place != Place.NEVER) {
      source.next();
      return new Syntax.Assertion(place);
    }
    if (source.take('R')) {
      Syntax pair = new Syntax.Sequence(List.of(literal('\r'), literal('\n')));
      return new Syntax.Alternatives(List.of(pair, new Syntax.Chars(CharSet.VERTICAL_SPACE)));
    }
    if (source.take("k<")) {
      return namedReference();
    }
    Escapes.Escape escape = escapes.read();
    return escape.set() == null ? literal(escape.point()) : chars(escape.set());
  }

  private Syntax backReference() {
    int group = source.next() - '0';
    boolean known = true;
    while (known && !source.atEnd() && source.peek() >= '0' && source.peek() <= '9') {
      int longer = group * 10 + (source.peek() - '0');
      known = longer <= groups;
      if (known) {
        group = longer;
        source.next();
      }
    }
    return group > groups
        ? new Syntax.Assertion(Place.NEVER)
        : new Syntax.BackReference(group, ignoreCase);
  }

  private Syntax namedReference() throws RegexException {
    String name = source.until('>');
    Integer group = names.get(name);
    if (group == null) {
      throw source.fault("no group is called <" + name + ">");
    }
    return new Syntax.BackReference(group, ignoreCase);
  }

  private Syntax group() throws RegexException {
    boolean outerIgnoreCase = ignoreCase;
    boolean outerMultiline = multiline;
    boolean outerDotAll = dotAll;
    Syntax group = source.take('?') ? special() : close(new Capture(++groups));
    if (group instanceof Syntax.Sequence flags && flags.parts().isEmpty()) {
      // Flags alone stay on to the end of the group around them.
      return flags;
    }
    ignoreCase = outerIgnoreCase;
    multiline = outerMultiline;
    dotAll = outerDotAll;
    return group;
  }

  /** What becomes of the text between the brackets. */
  private interface Wrap {
    Syntax around(Syntax body);
  }

  private record Capture(int number) implements Wrap {
    @Override
    public Syntax around(Syntax body) {
      return new Syntax.Group(body, number);
    }
  }

  private Syntax close(Wrap wrap) throws RegexException {
    Syntax body = alternatives();
    if (!source.take(')')) {
      throw source.fault("unclosed group");
    }
    return wrap.around(body);
  }

  private Syntax special() throws RegexException {
    if (source.take(':')) {
      return close(body -> new Syntax.Group(body, 0));
    }
    if (source.take('=')) {
      return close(body -> new Syntax.Look(body, true, false));
    }
    if (source.take('!')) {
      return close(body -> new Syntax.Look(body, true, true));
    }
    if (source.take('>')) {
      return close(Syntax.Atomic::new);
    }
    if (source.take("<=")) {
      return bounded(close(body -> new Syntax.Look(body, false, false)));
    }
    if (source.take("<!")) {
      return bounded(close(body -> new Syntax.Look(body, false, true)));
    }
    if (source.take('<') || source.take("P<")) {
      return named();
    }
    return flags();
  }

  private Syntax bounded(Syntax look) throws RegexException {
    if (look instanceof Syntax.Look behind && behind.body().longest() == Syntax.UNBOUNDED) {
      throw source.fault("a look-behind needs an obvious greatest length");
    }
    return look;
  }

  private Syntax named() throws RegexException {
    String name = source.until('>');
    boolean valid = !name.isEmpty() && isLetter(name.charAt(0));
    for (int i = 1; valid && i < name.length(); i++) {
      valid = isLetter(name.charAt(i)) || CharSet.DIGIT.contains(name.charAt(i));
    }
    if (!valid) {
      throw source.fault("a group's name has letters and digits only");
    }
    int number = ++groups;
    if (names.put(name, number) != null) {
      throw source.fault("two groups are called <" + name + ">");
    }
    return close(new Capture(number));
  }

  private static boolean isLetter(char character) {
    return CharSet.WORD.contains(character)
        && !CharSet.DIGIT.contains(character)
        && character != '_';
  }

  private Syntax flags() throws RegexException {
    boolean on = true;
    while (true) {
      int next = source.atEnd() ? -1 : source.next();
      switch (next) {
        case '-' -> on = false;
        case 'i' -> ignoreCase = on;
        case 'm' -> multiline = on;
        case 's' -> dotAll = on;
        case ')' -> {
          return new Syntax.Sequence(List.of());
        }
        case ':' -> {
          return close(body -> new Syntax.Group(body, 0));
        }
        default -> throw source.faultBefore("unknown group or flag; i, m and s are known");
      }
    }
  }

  private Syntax quantified(Syntax atom) throws RegexException {
    Syntax result = atom;
    while (!source.atEnd()) {
      int least;
      int most = Syntax.UNBOUNDED;
      if (source.take('*')) {
        least = 0;
      } else if (source.take('+')) {
        least = 1;
      } else if (source.take('?')) {
        least = 0;
        most = 1;
      } else if (source.take('{')) {
        least = number();
        most = source.take(',') ? (source.peek() == '}' ? most : number()) : least;
        if (!source.take('}') || most < least) {
          throw source.fault("malformed repetition");
        }
      } else {
        break;
      }
      if (result instanceof Syntax.Repeat) {
        // As in java.util.regex, a repetition of a repetition needs brackets.
        throw source.faultBefore("dangling repetition");
      }
      result = new Syntax.Repeat(result, least, most, mode());
    }
    return result;
  }

  private Mode mode() {
    if (source.take('?')) {
      return Mode.LAZY;
    }
    return source.take('+') ? Mode.POSSESSIVE : Mode.GREEDY;
  }

  private int number() throws RegexException {
    int value = 0;
    int digits = 0;
    while (!source.atEnd() && CharSet.DIGIT.contains(source.peek())) {
      value = value * 10 + (source.next() - '0');
      digits++;
      if (value > REPEAT_LIMIT) {
        throw source.fault("repeated more than " + REPEAT_LIMIT + " times");
      }
    }
    if (digits == 0) {
      throw source.fault("malformed repetition");
    }
    return value;
  }
}
