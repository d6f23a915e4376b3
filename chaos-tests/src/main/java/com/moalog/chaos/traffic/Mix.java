package com.moalog.chaos.traffic;

/**
 * What the users do.
 *
 * @param payments share of payments, the rest reads
 * @param isOneAddress whether all come from one address, so that the global limit meets them
 */
public record Mix(double payments, boolean isOneAddress) {

  private static final double SOME_PAYMENTS = 0.3;

  public static final Mix READS = new Mix(0, false);
  public static final Mix MIXED = new Mix(SOME_PAYMENTS, false);
  public static final Mix ONE_ADDRESS = new Mix(0, true);
}
