package com.moalog.rjmx.regex;

import com.moalog.rjmx.regex.Syntax.Place;
import java.util.Arrays;

/** One attempt to match a text: where it is allowed to look, what it has found, what is left. */
final class Run {

  /** Nodes that may be open at once; keeps the stack small. */
  static final int DEPTH_LIMIT = 2_000;

  final String text;
  final int[] groups;
  final int[] locals;

  /** Where the value begins that is not known. */
  private final int unknownFrom;

  boolean depends;
  int last;
  int behindEnd;
  private int steps;
  private int depth;

  Run(String text, int unknownFrom, int groupCount, int localCount) {
    this.text = text;
    this.unknownFrom = unknownFrom;
    this.groups = new int[2 * (groupCount + 1)];
    this.locals = new int[localCount];
    this.steps = Regex.STEP_LIMIT;
  }

  /** The steps and the depth are used up. */
  static final class Exhausted extends RuntimeException {
    Exhausted() {
      super("the pattern takes too many steps", null, false, false);
    }
  }

  void begin() {
    Arrays.fill(groups, -1);
    Arrays.fill(locals, -1);
    depth = 0;
  }

  /** Counts a step. */
  void step() {
    if (--steps < 0) {
      throw new Exhausted();
    }
  }

  boolean deeper(Node node, int index) {
    if (++depth > DEPTH_LIMIT) {
      throw new Exhausted();
    }
    boolean matched = node.match(this, index);
    depth--;
    return matched;
  }

  /** The code point at an index, or -1 at the end. */
  int codePoint(int index) {
    step();
    if (index >= text.length()) {
      return -1;
    }
    char first = text.charAt(index);
    if (first >= 0xD800 && first <= 0xDBFF && index + 1 < text.length()) {
      char second = text.charAt(index + 1);
      if (second >= 0xDC00 && second <= 0xDFFF) {
        return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
      }
    }
    return first;
  }

  /** Asks a set for the character at an index, which cannot be done without. */
  boolean takes(CharSet set, int point, int index) {
    boolean has = point >= 0 && set.contains(point);
    if (index >= unknownFrom && point >= 0) {
      depends |= !Unknown.isAllOrNothing(set) || (has && index > unknownFrom);
    }
    return has;
  }

  /** Asks a set for the character at an index, without which it would go on too. */
  boolean mayTake(CharSet set, int point, int index, boolean limited) {
    boolean has = point >= 0 && set.contains(point);
    if (index >= unknownFrom && point >= 0) {
      depends |= !Unknown.isAllOrNothing(set) || (has && limited);
    }
    return has;
  }

  /** Asks what a place is like. */
  void lookAt(Place place, int index) {
    boolean edge = place == Place.WORD_EDGE || place == Place.NO_WORD_EDGE;
    boolean inside = index > unknownFrom && index < text.length();
    depends |= inside || (edge && index >= unknownFrom);
  }

  /** Asks for the text up to an index; a place within the value would see a part of the value. */
  void lookBack(int index) {
    depends |= index >= unknownFrom;
  }

  static int units(int point) {
    return point >= 0x10000 ? 2 : 1;
  }
}
