package com.moalog.rjmx.regex;

import java.util.Arrays;

/** One attempt to match a text: where it is allowed to look, what it has found, what is left. */
final class Run {

  /** Nodes that may be open at once; keeps the stack small. */
  static final int DEPTH_LIMIT = 2_000;

  final String text;
  final int[] groups;
  final int[] locals;
  boolean hitEnd;
  int last;
  int behindEnd;
  private int steps;
  private int depth;

  Run(String text, int groupCount, int localCount, int steps) {
    this.text = text;
    this.groups = new int[2 * (groupCount + 1)];
    this.locals = new int[localCount];
    this.steps = steps;
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
      hitEnd = true;
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

  static int units(int point) {
    return point >= 0x10000 ? 2 : 1;
  }
}
