package com.moalog.rjmx.regex;

/** Reads a class in square brackets: ranges, unions, intersections, negations. */
final class ClassParser {

  private static final int NESTING_LIMIT = 20;
  private static final CharSet EMPTY = point -> false;

  private final Source source;
  private final Escapes escapes;
  private int nesting;

  ClassParser(Source source, Escapes escapes) {
    this.source = source;
    this.escapes = escapes;
  }

  /** The opening bracket was read; reads up to the closing one. */
  CharSet parse() throws RegexException {
    if (++nesting > NESTING_LIMIT) {
      throw source.fault("classes nested too deeply");
    }
    boolean negated = source.take('^');
    CharSet set = union(true);
    while (source.take("&&")) {
      set = set.and(union(false));
    }
    if (!source.take(']')) {
      throw source.fault("unclosed class");
    }
    nesting--;
    return negated ? set.not() : set;
  }

  private CharSet union(boolean bracketIsLiteral) throws RegexException {
    CharSet set = EMPTY;
    boolean empty = true;
    while (!source.atEnd() && !source.looksAt("&&")) {
      if (source.peek() == ']' && !(empty && bracketIsLiteral)) {
        break;
      }
      set = set.or(item());
      empty = false;
    }
    if (empty) {
      throw source.fault("empty class");
    }
    return set;
  }

  private CharSet item() throws RegexException {
    if (source.take('[')) {
      return parse();
    }
    Escapes.Escape first = character();
    if (first.set() != null) {
      return first.set();
    }
    boolean range = source.peek() == '-' && !source.looksAt("-]") && !source.looksAt("-[");
    if (!range) {
      return CharSet.single(first.point());
    }
    source.take('-');
    Escapes.Escape last = character();
    if (last.set() != null || last.point() < first.point()) {
      throw source.fault("illegal range in a class");
    }
    return CharSet.range(first.point(), last.point());
  }

  private Escapes.Escape character() throws RegexException {
    if (source.atEnd()) {
      throw source.fault("unclosed class");
    }
    return source.take('\\') ? escape() : new Escapes.Escape(null, source.next());
  }

  private Escapes.Escape escape() throws RegexException {
    if (source.atEnd()) {
      throw source.fault("unclosed class");
    }
    return escapes.read();
  }
}
