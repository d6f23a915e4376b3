package com.moalog.ratelimiter.server.settings;

import java.util.List;

/** Settings that the service cannot start with; the message names every fault in one line. */
public final class BadSettingsException extends Exception {

  BadSettingsException(List<String> faults) {
    super(String.join("; ", faults));
  }
}
