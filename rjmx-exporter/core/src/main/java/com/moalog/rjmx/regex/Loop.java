package com.moalog.rjmx.regex;

import com.moalog.rjmx.regex.Syntax.Mode;
import org.jspecify.annotations.Nullable;

/**
 * A repeated group. The body's last step is this loop, which decides whether to go round again. A
 * round that matched nothing is the last one, as in java.util.regex.
 */
final class Loop extends Node {

  private final int countLocal;
  private final int beginLocal;
  private final Syntax.Repeat repeat;
  private final Node next;
  private @Nullable Node body;

  Loop(int firstLocal, Syntax.Repeat repeat, Node next) {
    this.countLocal = firstLocal;
    this.beginLocal = firstLocal + 1;
    this.repeat = repeat;
    this.next = next;
  }

  void setBody(Node first) {
    body = first;
  }

  /** Enters the loop. */
  static final class Entry extends Node {
    private final Loop loop;

    Entry(Loop loop) {
      this.loop = loop;
    }

    @Override
    boolean match(Run run, int index) {
      int count = run.locals[loop.countLocal];
      int begin = run.locals[loop.beginLocal];
      boolean matched = loop.enter(run, index);
      run.locals[loop.countLocal] = count;
      run.locals[loop.beginLocal] = begin;
      return matched;
    }
  }

  private boolean enter(Run run, int index) {
    if (repeat.least() > 0) {
      return round(run, index, 0);
    }
    if (repeat.mode() == Mode.LAZY) {
      return run.deeper(next, index) || (repeat.most() > 0 && round(run, index, 0));
    }
    return (repeat.most() > 0 && round(run, index, 0)) || run.deeper(next, index);
  }

  @Override
  boolean match(Run run, int index) {
    int count = run.locals[countLocal];
    if (index == run.locals[beginLocal]) {
      return leave(run, index);
    }
    if (count < repeat.least()) {
      return round(run, index, count);
    }
    if (repeat.mode() == Mode.LAZY) {
      return leave(run, index) || (count < repeat.most() && round(run, index, count));
    }
    return (count < repeat.most() && round(run, index, count)) || leave(run, index);
  }

  private boolean round(Run run, int index, int count) {
    int begin = run.locals[beginLocal];
    run.locals[countLocal] = count + 1;
    run.locals[beginLocal] = index;
    boolean matched = body != null && run.deeper(body, index);
    run.locals[countLocal] = count;
    run.locals[beginLocal] = begin;
    return matched;
  }

  private boolean leave(Run run, int index) {
    return run.deeper(next, index);
  }

  /** A possessive loop: each round keeps what it matched first. */
  static final class Possessive extends Node {
    private final Node body;
    private final Syntax.Repeat repeat;
    private final Node next;

    Possessive(Node body, Syntax.Repeat repeat, Node next) {
      this.body = body;
      this.repeat = repeat;
      this.next = next;
    }

    @Override
    boolean match(Run run, int index) {
      int at = index;
      for (int count = 0; count < repeat.most(); count++) {
        run.step();
        if (!run.deeper(body, at)) {
          if (count < repeat.least()) {
            return false;
          }
          break;
        }
        if (run.last == at) {
          break;
        }
        at = run.last;
      }
      return run.deeper(next, at);
    }
  }
}
