package com.moalog.rjmx.http;

/** What this program is called. */
public final class Version {

  public static final String NUMBER = "0.1.0";

  /** As it names itself to servers and in lists of programs. */
  public static final String PRODUCT = "rjmx-exporter/" + NUMBER;

  private Version() {}
}
