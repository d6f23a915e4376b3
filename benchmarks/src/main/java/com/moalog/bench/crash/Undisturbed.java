package com.moalog.bench.crash;

import java.util.List;

/**
 * How a flow goes when nothing dies.
 *
 * @param answer what the client was told; empty when no client asked
 * @param picture where it ends
 * @param boundaries what it makes durable on the way, in order
 */
record Undisturbed(Flow flow, String answer, String picture, List<String> boundaries) {
  Undisturbed {
    boundaries = List.copyOf(boundaries);
  }
}
