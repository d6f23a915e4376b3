package com.moalog.rjmx.regex;

/** A set of code points. */
interface CharSet {

  boolean contains(int point);

  /** All but the line terminators, as the dot has it. */
  CharSet DOT = point -> !isLineEnd(point);

  CharSet ANY = point -> true;

  CharSet DIGIT = range('0', '9');

  CharSet WORD =
      point ->
          (point >= 'a' && point <= 'z')
              || (point >= 'A' && point <= 'Z')
              || (point >= '0' && point <= '9')
              || point == '_';

  CharSet SPACE = point -> point == ' ' || (point >= '\t' && point <= '\r');

  CharSet HORIZONTAL_SPACE =
      point ->
          point == ' '
              || point == '\t'
              || point == 0xA0
              || point == 0x1680
              || point == 0x180E
              || (point >= 0x2000 && point <= 0x200A)
              || point == 0x202F
              || point == 0x205F
              || point == 0x3000;

  CharSet VERTICAL_SPACE = point -> (point >= '\n' && point <= '\r') || isLineEnd(point);

  static boolean isLineEnd(int point) {
    return point == '\n' || point == '\r' || point == 0x85 || point == 0x2028 || point == 0x2029;
  }

  static CharSet single(int wanted) {
    return point -> point == wanted;
  }

  static CharSet range(int first, int last) {
    return point -> point >= first && point <= last;
  }

  /** The same with the other case of ASCII letters, as CASE_INSENSITIVE alone means. */
  default CharSet ignoringCase() {
    return point -> contains(point) || contains(otherCase(point));
  }

  static int otherCase(int point) {
    if (point >= 'a' && point <= 'z') {
      return point - 32;
    }
    return point >= 'A' && point <= 'Z' ? point + 32 : point;
  }

  default CharSet or(CharSet other) {
    return point -> contains(point) || other.contains(point);
  }

  default CharSet and(CharSet other) {
    return point -> contains(point) && other.contains(point);
  }

  default CharSet not() {
    return point -> !contains(point);
  }
}
