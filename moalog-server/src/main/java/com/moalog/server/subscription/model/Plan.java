package com.moalog.server.subscription.model;

import java.util.Locale;
import java.util.Optional;

/** What a member can subscribe to. */
public enum Plan {
  FREE("Free", new PlanLimits(3, 3, 10), false, 0),
  PRO("Pro", new PlanLimits(PlanLimits.UNLIMITED, PlanLimits.UNLIMITED, 10), true, 9_900),
  TEAM(
      "Team",
      new PlanLimits(PlanLimits.UNLIMITED, PlanLimits.UNLIMITED, PlanLimits.UNLIMITED),
      true,
      29_900);

  private final String displayName;

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
  private final PlanLimits limits;

  private final boolean pdfExport;
  private final int monthlyPriceKrw;

  Plan(String displayName, PlanLimits limits, boolean pdfExport, int monthlyPriceKrw) {
    this.displayName = displayName;
    this.limits = limits;
    this.pdfExport = pdfExport;
    this.monthlyPriceKrw = monthlyPriceKrw;
  }

  /** The plan of that name, in any letter case. */
  public static Optional<Plan> named(String name) {
    String wanted = name.strip().toUpperCase(Locale.ROOT);
    for (Plan plan : values()) {
      if (plan.name().equals(wanted)) {
        return Optional.of(plan);
      }
    }
    return Optional.empty();
  }

  /** The name for people, also used on the wire. */
  public String displayName() {
    return displayName;
  }

  /** How much may be used. */
  public PlanLimits limits() {
    return limits;
  }

  /** Whether reports can be exported. */
  public boolean includesPdfExport() {
    return pdfExport;
  }

  /** What a month costs, in won. */
  public int monthlyPriceKrw() {
    return monthlyPriceKrw;
  }

  /** Whether the plan has to be paid for. */
  public boolean isPaid() {
    return monthlyPriceKrw > 0;
  }

  /** How the payment engine knows the plan. */
  public String productId() {
    return "plan_" + name().toLowerCase(Locale.ROOT);
  }
}
