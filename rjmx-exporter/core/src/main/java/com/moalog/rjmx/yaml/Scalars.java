package com.moalog.rjmx.yaml;

/** Reads the kinds of scalars: plain, quoted in two ways, literal and folded blocks. */
final class Scalars {

  private final Cursor cursor;

  Scalars(Cursor cursor) {
    this.cursor = cursor;
  }

  /**
   * A plain scalar; lines that are indented deeper belong to it.
   *
   * @param flow whether brackets and commas end it
   */
  String plain(int parentIndent, boolean flow) {
    StringBuilder text = new StringBuilder();
    plainLine(text, flow);
    while (!flow && cursor.atLineEnd() && continues(parentIndent)) {
      cursor.skipLineEnd();
      while (cursor.peek() == ' ') {
        cursor.next();
      }
      text.append(' ');
      plainLine(text, false);
    }
    return text.toString();
  }

  private void plainLine(StringBuilder text, boolean flow) {
    int kept = text.length();
    while (!cursor.atLineEnd() && !endsPlain(flow)) {
      char next = cursor.next();
      text.append(next);
      if (next != ' ' && next != '\t') {
        kept = text.length();
      }
    }
    text.setLength(kept);
    cursor.skipSpaces();
  }

  private boolean endsPlain(boolean flow) {
    char next = cursor.peek();
    if (next == ':') {
      return cursor.blankAt(1) || (flow && ",]}".indexOf(cursor.peek(1)) >= 0);
    }
    if (next == ' ' || next == '\t') {
      int ahead = 0;
      while (cursor.peek(ahead) == ' ' || cursor.peek(ahead) == '\t') {
        ahead++;
      }
      return cursor.peek(ahead) == '#';
    }
    return flow && ",[]{}".indexOf(next) >= 0;
  }

  /** Whether the next line goes on with a plain scalar: deeper, no comment, no key. */
  private boolean continues(int parentIndent) {
    int ahead = cursor.peek() == '\r' ? 2 : 1;
    int indent = 0;
    while (cursor.peek(ahead) == ' ') {
      ahead++;
      indent++;
    }
    char first = cursor.peek(ahead);
    if (indent <= parentIndent || cursor.blankAt(ahead) || first == '#') {
      return false;
    }
    if (first == '-' && cursor.blankAt(ahead + 1)) {
      return false;
    }
    while (cursor.peek(ahead) != '\n') {
      if (cursor.peek(ahead) == ':' && cursor.blankAt(ahead + 1)) {
        return false;
      }
      ahead++;
    }
    return true;
  }

  String singleQuoted() throws YamlException {
    Mark mark = cursor.mark();
    cursor.next();
    StringBuilder text = new StringBuilder();
    while (true) {
      if (cursor.atEnd()) {
        throw new YamlException(mark, "a quoted text has no end");
      }
      if (cursor.atLineEnd()) {
        foldLines(text);
        continue;
      }
      char next = cursor.next();
      if (next == '\'') {
        if (cursor.peek() != '\'' || cursor.atEnd()) {
          return text.toString();
        }
        cursor.next();
      }
      text.append(next);
    }
  }

  String doubleQuoted() throws YamlException {
    Mark mark = cursor.mark();
    cursor.next();
    StringBuilder text = new StringBuilder();
    while (true) {
      if (cursor.atEnd()) {
        throw new YamlException(mark, "a quoted text has no end");
      }
      if (cursor.atLineEnd()) {
        foldLines(text);
        continue;
      }
      char next = cursor.next();
      if (next == '"') {
        return text.toString();
      }
      if (next == '\\') {
        escape(text);
      } else {
        text.append(next);
      }
    }
  }

  /** A line end in quotes is a space; each empty line behind it is a line end. */
  private void foldLines(StringBuilder text) {
    while (text.length() > 0 && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    int lines = 0;
    while (!cursor.atEnd() && cursor.atLineEnd()) {
      cursor.skipLineEnd();
      lines++;
      while (cursor.peek() == ' ' || cursor.peek() == '\t') {
        cursor.next();
      }
    }
    text.append(lines == 1 ? " " : "\n".repeat(lines - 1));
  }

  private void escape(StringBuilder text) throws YamlException {
    if (cursor.atLineEnd() && !cursor.atEnd()) {
      cursor.skipLineEnd();
      while (cursor.peek() == ' ') {
        cursor.next();
      }
      return;
    }
    char next = cursor.next();
    switch (next) {
      case 'n' -> text.append('\n');
      case 't' -> text.append('\t');
      case 'r' -> text.append('\r');
      case '0' -> text.append('\0');
      case 'a' -> text.append('\u0007');
      case 'b' -> text.append('\b');
      case 'e' -> text.append('\u001B');
      case 'f' -> text.append('\f');
      case '"', '\\', '/', ' ' -> text.append(next);
      case 'x' -> text.append((char) hex(2));
      case 'u' -> text.append((char) hex(4));
      default -> throw cursor.fault("unknown escape \\" + next);
    }
  }

  private int hex(int digits) throws YamlException {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(cursor.next(), 16);
      if (digit < 0) {
        throw cursor.fault("malformed escape");
      }
      value = value * 16 + digit;
    }
    return value;
  }

  /** A block behind {@code |} or {@code >}. */
  String block(int parentIndent) throws YamlException {
    boolean folded = cursor.next() == '>';
    char chomp = ' ';
    int indent = 0;
    while (!cursor.blankAt(0)) {
      char next = cursor.next();
      if (next == '-' || next == '+') {
        chomp = next;
      } else if (next >= '1' && next <= '9') {
        indent = Math.max(parentIndent, 0) + (next - '0');
      } else {
        throw cursor.fault("unknown block indicator");
      }
    }
    cursor.skipSpaces();
    if (!cursor.atLineEnd()) {
      throw cursor.fault("text behind a block indicator");
    }
    cursor.skipLineEnd();
    return chomped(blockLines(parentIndent, indent, folded), chomp);
  }

  private String blockLines(int parentIndent, int given, boolean folded) {
    StringBuilder text = new StringBuilder();
    int indent = given;
    boolean lastWasText = false;
    while (!cursor.atEnd()) {
      int spaces = 0;
      while (cursor.peek(spaces) == ' ' && (indent == 0 || spaces < indent)) {
        spaces++;
      }
      char first = cursor.peek(spaces);
      boolean empty = first == '\n' || (first == '\r' && cursor.peek(spaces + 1) == '\n');
      if (!empty && (spaces <= parentIndent || (indent > 0 && spaces < indent))) {
        break;
      }
      if (!empty && indent == 0) {
        indent = spaces;
      }
      for (int i = 0; i < spaces; i++) {
        cursor.next();
      }
      StringBuilder line = new StringBuilder();
      while (!cursor.atLineEnd()) {
        line.append(cursor.next());
      }
      cursor.skipLineEnd();
      boolean isText = !line.isEmpty() && line.charAt(0) != ' ';
      if (folded && lastWasText && isText) {
        text.setCharAt(text.length() - 1, ' ');
      }
      text.append(line).append('\n');
      lastWasText = isText;
    }
    return text.toString();
  }

  private static String chomped(String text, char chomp) {
    if (chomp == '+') {
      return text;
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    String kept = text.substring(0, end);
    return chomp == '-' || kept.isEmpty() ? kept : kept + "\n";
  }
}
