package com.moalog.chaos.experiment;

import java.util.List;

/**
 * What came of one experiment.
 *
 * @param errorShare of the requests of users while the fault lasted
 * @param p95Millis of reads while the fault lasted
 * @param recovery in words, empty where nothing had to recover
 * @param alert in words, empty where none is expected
 * @param note why it was skipped or could not be finished, empty otherwise
 */
public record Outcome(
    Fault fault,
    Verdict verdict,
    List<Finding> findings,
    double errorShare,
    double p95Millis,
    String recovery,
    String alert,
    String note,
    double seconds) {

  public Outcome {
    findings = List.copyOf(findings);
  }

  /** PASS and FAIL are proven; SKIP proves nothing. */
  public enum Verdict {
    PASS,
    FAIL,
    SKIP
  }

  static Outcome skipped(Fault fault, String why) {
    return new Outcome(fault, Verdict.SKIP, List.of(), 0, 0, "", "", why, 0);
  }

  static Outcome broken(Fault fault, String why, double seconds) {
    return new Outcome(fault, Verdict.FAIL, List.of(), 0, 0, "", "", why, seconds);
  }
}
