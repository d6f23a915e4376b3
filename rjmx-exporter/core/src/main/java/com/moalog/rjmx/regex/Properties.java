package com.moalog.rjmx.regex;

import org.jspecify.annotations.Nullable;

/** The named sets: POSIX in ASCII, and the general categories that rules use. */
final class Properties {

  private static final CharSet LOWER = CharSet.range('a', 'z');
  private static final CharSet UPPER = CharSet.range('A', 'Z');
  private static final CharSet ALPHA = LOWER.or(UPPER);
  private static final CharSet ALNUM = ALPHA.or(CharSet.DIGIT);
  private static final CharSet GRAPH = CharSet.range('!', '~');

  private Properties() {}

  static @Nullable CharSet named(String name) {
    return switch (name) {
      case "Lower" -> LOWER;
      case "Upper" -> UPPER;
      case "ASCII" -> CharSet.range(0, 0x7F);
      case "Alpha" -> ALPHA;
      case "Digit" -> CharSet.DIGIT;
      case "Alnum" -> ALNUM;
      case "Punct" -> GRAPH.and(ALNUM.not());
      case "Graph" -> GRAPH;
      case "Print" -> CharSet.range(' ', '~');
      case "Blank" -> point -> point == ' ' || point == '\t';
      case "Cntrl" -> CharSet.range(0, 0x1F).or(CharSet.single(0x7F));
      case "XDigit" -> CharSet.DIGIT.or(CharSet.range('a', 'f')).or(CharSet.range('A', 'F'));
      case "Space" -> CharSet.SPACE;
      case "L", "IsL" -> Character::isLetter;
      case "Lu", "IsLu" -> point -> Character.getType(point) == Character.UPPERCASE_LETTER;
      case "Ll", "IsLl" -> point -> Character.getType(point) == Character.LOWERCASE_LETTER;
      case "Nd", "IsNd" -> Character::isDigit;
      default -> null;
    };
  }
}
