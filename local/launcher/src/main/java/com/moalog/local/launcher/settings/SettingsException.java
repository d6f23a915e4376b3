package com.moalog.local.launcher.settings;

import java.util.List;

/** The configuration cannot be used; every fault is one line that names its place. */
public final class SettingsException extends Exception {

  private final transient List<String> faults;

  public SettingsException(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
