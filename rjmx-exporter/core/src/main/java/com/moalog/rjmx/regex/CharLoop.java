package com.moalog.rjmx.regex;

import com.moalog.rjmx.regex.Syntax.Mode;

/** One character again and again, without a frame of the stack for each. */
final class CharLoop extends Node {

  private final CharSet set;
  private final int least;
  private final int most;
  private final boolean limited;
  private final Mode mode;
  private final Node next;

  CharLoop(CharSet set, Syntax.Repeat repeat, Node next) {
    this.set = set;
    this.least = repeat.least();
    this.most = repeat.most();
    this.limited = most != Syntax.UNBOUNDED;
    this.mode = repeat.mode();
    this.next = next;
  }

  @Override
  boolean match(Run run, int index) {
    int at = index;
    int count = 0;
    while (count < least) {
      int point = run.codePoint(at);
      if (!run.takes(set, point, at)) {
        return false;
      }
      at += Run.units(point);
      count++;
    }
    return mode == Mode.LAZY ? lazy(run, at, count) : greedy(run, at, count);
  }

  private boolean greedy(Run run, int from, int done) {
    int at = from;
    int count = done;
    while (count < most) {
      int point = run.codePoint(at);
      if (!run.mayTake(set, point, at, limited)) {
        break;
      }
      at += Run.units(point);
      count++;
    }
    if (mode == Mode.POSSESSIVE) {
      return run.deeper(next, at);
    }
    while (true) {
      if (run.deeper(next, at)) {
        return true;
      }
      if (at == from) {
        return false;
      }
      run.step();
      at--;
      boolean insidePair = at > from && Character.isLowSurrogate(run.text.charAt(at));
      if (insidePair && Character.isHighSurrogate(run.text.charAt(at - 1))) {
        at--;
      }
    }
  }

  private boolean lazy(Run run, int from, int done) {
    int at = from;
    int count = done;
    while (true) {
      if (run.deeper(next, at)) {
        return true;
      }
      if (count >= most) {
        return false;
      }
      int point = run.codePoint(at);
      if (!run.mayTake(set, point, at, limited)) {
        return false;
      }
      at += Run.units(point);
      count++;
    }
  }
}
