package com.moalog.chaos.scenario;

import com.moalog.chaos.experiment.Fault;
import java.util.List;
import java.util.stream.Stream;

/** Every fault, the classic ones first. */
public final class Faults {

  private Faults() {}

  /** In the order in which {@code all} runs them. */
  public static List<Fault> all() {
    return Stream.of(
            Outages.all(),
            Breakers.all(),
            Networks.all(),
            Payments.all(),
            Pressure.all(),
            Deployments.all())
        .flatMap(List::stream)
        .toList();
  }
}
