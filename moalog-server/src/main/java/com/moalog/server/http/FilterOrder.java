package com.moalog.server.http;

/** The order of the servlet filters, outermost first. */
public final class FilterOrder {

  public static final int SECURITY = 5;
  public static final int REQUEST_ID = 10;
  public static final int ACCESS_LOG = 20;
  public static final int PAGE = 25;
  public static final int CORS = 30;
  public static final int RATE_LIMIT = 40;
  public static final int BODY = 50;

  private FilterOrder() {}
}
