package com.moalog.bench.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What is tried when there is only a minute. Not thread-safe. */
final class Sample {

  private static final int OTHER_FLOWS = 2;
  private static final int OTHER_CASES = 4;

  private final Random random;

  Sample(Random random) {
    this.random = random;
  }

  /** The confirm, and some others. */
  List<Flow> flows() {
    List<Flow> flows = new ArrayList<>(Flows.all());
    flows.remove(Flows.CONFIRM);
    Collections.shuffle(flows, random);
    flows.subList(OTHER_FLOWS, flows.size()).clear();
    flows.addFirst(Flows.CONFIRM);
    return flows;
  }

  /** Each boundary of the confirm with one of both who may come first, and some other cases. */
  List<Case> cases(List<Case> all) {
    List<Case> chosen = new ArrayList<>();
    List<Case> others = new ArrayList<>();
    Case.First[] firsts = Case.First.values();
    for (Case one : all) {
      boolean isConfirm = one.flow().flow().equals(Flows.CONFIRM);
      int turn = one.spot().number() + (one.spot().side() == Side.BEFORE ? 0 : 1);
      if (!isConfirm) {
        others.add(one);
      } else if (one.comesFirst() == firsts[turn % firsts.length]) {
        chosen.add(one);
      }
    }
    Collections.shuffle(others, random);
    chosen.addAll(others.subList(0, Math.min(OTHER_CASES, others.size())));
    return chosen;
  }
}
