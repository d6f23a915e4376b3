package com.moalog.fluxpay.http;

/** The order of the servlet filters, outermost first. */
public final class FilterOrder {

  /** Inside the framework's own measuring filter, so that refusals are measured too. */
  public static final int ENTRY = 10;

  /** Before the tenant is known: the signature decides it. */
  public static final int SIGNATURE = 15;

  public static final int TENANT = 20;

  private FilterOrder() {}
}
