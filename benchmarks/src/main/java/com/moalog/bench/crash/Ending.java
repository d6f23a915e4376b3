package com.moalog.bench.crash;

import java.util.List;

/**
 * What became of one case.
 *
 * @param where the boundary at which the engine died; empty when it never came by
 * @param answer what the client was told when it repeated its call; empty when no client asked
 */
record Ending(Case one, String where, String answer, String picture, List<String> faults) {

  private static final String UNKNOWN_YET = "202 ";

  Ending {
    faults = List.copyOf(faults);
  }

  /** Why this is not as it must be; empty when it is. */
  String fault() {
    if (where.isEmpty()) {
      return "the boundary was not reached";
    }
    if (!faults.isEmpty()) {
      return String.join("; ", faults);
    }
    if (!picture.equals(one.flow().picture())) {
      return "ended with " + picture + " instead of " + one.flow().picture();
    }
    boolean asUndisturbed = answer.equals(one.flow().answer()) || answer.startsWith(UNKNOWN_YET);
    return asUndisturbed ? "" : "answered " + answer + " instead of " + one.flow().answer();
  }
}
