package com.moalog.rjmx.regex;

/** The text of a pattern and how far it was read. */
final class Source {

  private final String text;
  private int index;

  Source(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return index >= text.length();
  }

  /** The next code point, or -1 at the end. */
  int peek() {
    return atEnd() ? -1 : text.codePointAt(index);
  }

  int next() {
    int point = text.codePointAt(index);
    index += Run.units(point);
    return point;
  }

  boolean take(char wanted) {
    if (peek() == wanted) {
      index++;
      return true;
    }
    return false;
  }

  boolean looksAt(String wanted) {
    return text.startsWith(wanted, index);
  }

  boolean take(String wanted) {
    if (looksAt(wanted)) {
      index += wanted.length();
      return true;
    }
    return false;
  }

  String until(char end) throws RegexException {
    int at = text.indexOf(end, index);
    if (at < 0) {
      throw fault("'" + end + "' is missing");
    }
    String part = text.substring(index, at);
    index = at + 1;
    return part;
  }

  RegexException fault(String message) {
    return new RegexException(message, index);
  }

  RegexException faultBefore(String message) {
    return new RegexException(message, Math.max(0, index - 1));
  }
}
