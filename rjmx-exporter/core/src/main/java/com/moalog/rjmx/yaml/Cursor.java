package com.moalog.rjmx.yaml;

/** A text and how far it was read. Not thread-safe. */
final class Cursor {

  private final String text;
  private int index;
  private int line = 1;
  private int lineStart;

  Cursor(String text) {
    this.text = text;
    this.index = text.startsWith("\uFEFF") ? 1 : 0;
    this.lineStart = index;
  }

  boolean atEnd() {
    return index >= text.length();
  }

  /** The character {@code ahead} of the next one; a line feed at the end of the text. */
  char peek(int ahead) {
    return index + ahead < text.length() ? text.charAt(index + ahead) : '\n';
  }

  char peek() {
    return peek(0);
  }

  char next() {
    char next = peek();
    index++;
    if (next == '\n') {
      line++;
      lineStart = index;
    }
    return next;
  }

  boolean looksAt(String wanted) {
    return text.startsWith(wanted, index);
  }

  /** Spaces before the next character of this line. */
  int column() {
    return index - lineStart;
  }

  int line() {
    return line;
  }

  Mark mark() {
    return new Mark(line, column() + 1);
  }

  boolean atLineEnd() {
    return atEnd() || peek() == '\n' || (peek() == '\r' && peek(1) == '\n');
  }

  /** Whether what follows the character {@code ahead} ends a word: a space or the line's end. */
  boolean blankAt(int ahead) {
    char next = peek(ahead);
    return next == ' ' || next == '\t' || next == '\n' || next == '\r';
  }

  /** Skips spaces and a comment up to the end of the line. */
  void skipSpaces() {
    boolean space = column() == 0;
    while (peek() == ' ' || peek() == '\t') {
      next();
      space = true;
    }
    if (peek() == '#' && space) {
      while (!atEnd() && peek() != '\n') {
        next();
      }
    }
  }

  /** Skips everything up to the next character that means something. */
  void skipBlank() throws YamlException {
    while (!atEnd()) {
      boolean lineStarts = column() == 0;
      while (peek() == ' ' && !atEnd()) {
        next();
      }
      if (peek() == '\t' && lineStarts && !isBlankLine()) {
        throw fault("a tab may not indent");
      }
      skipSpaces();
      if (!atLineEnd()) {
        return;
      }
      skipLineEnd();
    }
  }

  private boolean isBlankLine() {
    int ahead = 0;
    while (peek(ahead) == ' ' || peek(ahead) == '\t') {
      ahead++;
    }
    return peek(ahead) == '\n' || peek(ahead) == '\r' || peek(ahead) == '#';
  }

  void skipLineEnd() {
    if (peek() == '\r') {
      next();
    }
    if (!atEnd()) {
      next();
    }
  }

  YamlException fault(String message) {
    return new YamlException(mark(), message);
  }
}
