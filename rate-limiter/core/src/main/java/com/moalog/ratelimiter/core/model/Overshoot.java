package com.moalog.ratelimiter.core.model;

/**
 * By how many permits the requests of any window can exceed a limit, at worst.
 *
 * @param fixed whatever the number of instances
 * @param eachInstance what each instance grants by itself; zero if none does
 * @param limit what all of them should grant together; zero if none grants by itself
 */
public record Overshoot(long fixed, long eachInstance, long limit) {

  static final Overshoot NONE = new Overshoot(0, 0, 0);

  /** With so many instances. */
  public long permits(int instances) {
    return fixed + Math.max(0, eachInstance * instances - limit);
  }

  /** For people: a number, or a formula where it depends on the number of instances. */
  public String text() {
    return eachInstance == 0
        ? Long.toString(fixed)
        : "%d x instances - %d".formatted(eachInstance, limit);
  }
}
