package com.moalog.bench.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * One way to die.
 *
 * @param comesFirst who gets to the unfinished work first when the engine is back
 */
record Case(Undisturbed flow, Trap.Spot spot, First comesFirst) {

  /** Before and after each boundary; where no client asks, only tasks come back to it. */
  static List<Case> all(Undisturbed flow) {
    First[] firsts = flow.answer().isEmpty() ? new First[] {First.TASKS} : First.values();
    List<Case> cases = new ArrayList<>();
    for (int number = 0; number < flow.boundaries().size(); number++) {
      for (Side side : Side.values()) {
        for (First first : firsts) {
          cases.add(new Case(flow, new Trap.Spot(number, side), first));
        }
      }
    }
    return cases;
  }

  /** Who comes first. */
  enum First {
    /** The client repeats its call as soon as it can. */
    CLIENT,
    /** The engine's own tasks settle what they can before the client comes back. */
    TASKS
  }
}
