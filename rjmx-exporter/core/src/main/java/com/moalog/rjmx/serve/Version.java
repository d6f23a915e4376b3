package com.moalog.rjmx.serve;

/** What this program is called. */
public final class Version {

  public static final String NUMBER = "0.1.0";

  private Version() {}
}
