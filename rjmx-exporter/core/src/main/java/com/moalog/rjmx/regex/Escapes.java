package com.moalog.rjmx.regex;

import org.jspecify.annotations.Nullable;

/** What follows a backslash, in a class and outside of one. */
final class Escapes {

  private final Source source;

  Escapes(Source source) {
    this.source = source;
  }

  /**
   * One escape.
   *
   * @param set what it stands for, or null when it is {@code point}
   */
  record Escape(@Nullable CharSet set, int point) {}

  Escape read() throws RegexException {
    int next = source.next();
    return switch (next) {
      case 'd' -> set(CharSet.DIGIT);
      case 'D' -> set(CharSet.DIGIT.not());
      case 'w' -> set(CharSet.WORD);
      case 'W' -> set(CharSet.WORD.not());
      case 's' -> set(CharSet.SPACE);
      case 'S' -> set(CharSet.SPACE.not());
      case 'h' -> set(CharSet.HORIZONTAL_SPACE);
      case 'H' -> set(CharSet.HORIZONTAL_SPACE.not());
      case 'v' -> set(CharSet.VERTICAL_SPACE);
      case 'V' -> set(CharSet.VERTICAL_SPACE.not());
      case 'p' -> set(property());
      case 'P' -> set(property().not());
      case 't' -> point('\t');
      case 'n' -> point('\n');
      case 'r' -> point('\r');
      case 'f' -> point('\f');
      case 'a' -> point(7);
      case 'e' -> point(27);
      case 'x' -> point(source.take('{') ? braced() : hex(2));
      case 'u' -> point(hex(4));
      case 'c' -> point(control());
      case '0' -> point(octal());
      default -> {
        if (CharSet.WORD.contains(next) && next != '_') {
          throw source.faultBefore("unknown escape \\" + (char) next);
        }
        yield point(next);
      }
    };
  }

  private static Escape set(CharSet set) {
    return new Escape(set, -1);
  }

  private static Escape point(int point) {
    return new Escape(null, point);
  }

  private int hex(int digits) throws RegexException {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = source.atEnd() ? -1 : Character.digit((char) source.next(), 16);
      if (digit < 0) {
        throw source.faultBefore("malformed hexadecimal escape");
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private int braced() throws RegexException {
    String digits = source.until('}');
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      if (digit < 0 || value > 0x10FFF) {
        throw source.faultBefore("malformed hexadecimal escape");
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private int control() throws RegexException {
    if (source.atEnd()) {
      throw source.fault("malformed control escape");
    }
    return source.next() ^ 64;
  }

  private int octal() throws RegexException {
    int value = 0;
    int digits = 0;
    while (digits < 3
        && source.peek() >= '0'
        && source.peek() <= '7'
        && value * 8 + source.peek() - '0' < 256) {
      value = value * 8 + (source.next() - '0');
      digits++;
    }
    if (digits == 0) {
      throw source.fault("malformed octal escape");
    }
    return value;
  }

  private CharSet property() throws RegexException {
    if (source.atEnd()) {
      throw source.fault("malformed property");
    }
    String name = source.take('{') ? source.until('}') : String.valueOf((char) source.next());
    CharSet set = Properties.named(name);
    if (set == null) {
      throw source.faultBefore("unknown property {" + name + "}");
    }
    return set;
  }
}
