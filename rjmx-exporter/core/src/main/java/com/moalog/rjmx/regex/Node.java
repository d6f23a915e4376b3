package com.moalog.rjmx.regex;

import com.moalog.rjmx.regex.Syntax.Place;
import java.util.Arrays;
import java.util.List;

/** One step of a compiled pattern. It calls the step behind it, and so sees whether all fits. */
abstract class Node {

  abstract boolean match(Run run, int index);

  /** The whole pattern has matched. */
  static final class Accept extends Node {
    @Override
    boolean match(Run run, int index) {
      run.last = index;
      return true;
    }
  }

  /** The whole pattern has matched if this is the end of the text. */
  static final class AcceptAtEnd extends Node {
    @Override
    boolean match(Run run, int index) {
      run.last = index;
      return index == run.text.length();
    }
  }

  /** A row of single characters. */
  static final class Row extends Node {
    private final CharSet[] sets;
    private final Node next;

    Row(List<CharSet> sets, Node next) {
      this.sets = sets.toArray(new CharSet[0]);
      this.next = next;
    }

    @Override
    boolean match(Run run, int index) {
      int at = index;
      for (CharSet set : sets) {
        int point = run.codePoint(at);
        if (!run.takes(set, point, at)) {
          return false;
        }
        at += Run.units(point);
      }
      return run.deeper(next, at);
    }
  }

  /** Alternatives in their order. */
  static final class Branch extends Node {
    private final List<Node> ways;

    Branch(List<Node> ways) {
      this.ways = ways;
    }

    @Override
    boolean match(Run run, int index) {
      for (Node way : ways) {
        if (run.deeper(way, index)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Remembers where a group begins. */
  static final class GroupStart extends Node {
    private final int local;
    private final Node next;

    GroupStart(int local, Node next) {
      this.local = local;
      this.next = next;
    }

    @Override
    boolean match(Run run, int index) {
      int before = run.locals[local];
      run.locals[local] = index;
      boolean matched = run.deeper(next, index);
      run.locals[local] = before;
      return matched;
    }
  }

  /** Records a group. */
  static final class GroupEnd extends Node {
    private final int local;
    private final int group;
    private final Node next;

    GroupEnd(int local, int group, Node next) {
      this.local = local;
      this.group = group;
      this.next = next;
    }

    @Override
    boolean match(Run run, int index) {
      int start = run.groups[2 * group];
      int end = run.groups[2 * group + 1];
      run.groups[2 * group] = run.locals[local];
      run.groups[2 * group + 1] = index;
      if (run.deeper(next, index)) {
        return true;
      }
      run.groups[2 * group] = start;
      run.groups[2 * group + 1] = end;
      return false;
    }
  }

  /** Looks around without moving. */
  static final class Look extends Node {
    private final Node body;
    private final boolean negative;
    private final Node next;

    Look(Node body, boolean negative, Node next) {
      this.body = body;
      this.negative = negative;
      this.next = next;
    }

    @Override
    boolean match(Run run, int index) {
      int[] before = negative ? Arrays.copyOf(run.groups, run.groups.length) : run.groups;
      boolean found = run.deeper(body, index);
      if (negative && found) {
        System.arraycopy(before, 0, run.groups, 0, before.length);
      }
      return found != negative && run.deeper(next, index);
    }
  }

  /** Looks back: tries each start from which the body could end here. */
  static final class Behind extends Node {
    private final Node body;
    private final int shortest;
    private final int longest;

    Behind(Node body, int shortest, int longest) {
      this.body = body;
      this.shortest = shortest;
      this.longest = longest;
    }

    @Override
    boolean match(Run run, int index) {
      run.lookBack(index);
      int outer = run.behindEnd;
      run.behindEnd = index;
      boolean found = false;
      for (int length = shortest; !found && length <= longest && length <= index; length++) {
        found = run.deeper(body, index - length);
      }
      run.behindEnd = outer;
      return found;
    }
  }

  /** What matched first stays, whatever follows. */
  static final class Atomic extends Node {
    private final Node body;
    private final Node next;

    Atomic(Node body, Node next) {
      this.body = body;
      this.next = next;
    }

    @Override
    boolean match(Run run, int index) {
      return run.deeper(body, index) && run.deeper(next, run.last);
    }
  }

  /** The text of a group once more. */
  static final class BackReference extends Node {
    private final int group;
    private final boolean ignoreCase;
    private final Node next;

    BackReference(Syntax.BackReference syntax, Node next) {
      this.group = syntax.group();
      this.ignoreCase = syntax.ignoreCase();
      this.next = next;
    }

    @Override
    boolean match(Run run, int index) {
      int start = run.groups[2 * group];
      int length = run.groups[2 * group + 1] - start;
      if (start < 0) {
        return false;
      }
      // A group that a look-ahead has captured lies further on than the place it is repeated at.
      run.lookBack(Math.max(index, start) + length);
      if (index + length > run.text.length()) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        run.step();
        char wanted = run.text.charAt(start + i);
        char found = run.text.charAt(index + i);
        if (wanted != found && !(ignoreCase && CharSet.otherCase(wanted) == found)) {
          return false;
        }
      }
      return run.deeper(next, index + length);
    }
  }

  /** A condition on this place. */
  static final class Assertion extends Node {
    private final Place place;
    private final Node next;

    Assertion(Place place, Node next) {
      this.place = place;
      this.next = next;
    }

    @Override
    boolean match(Run run, int index) {
      run.step();
      return Places.holds(place, run, index) && run.deeper(next, index);
    }
  }
}
