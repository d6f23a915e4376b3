package com.moalog.kit.settings;

import java.util.List;

/** Environment variables that a service cannot start with; the message names all of them. */
public final class BadVariablesException extends RuntimeException {

  BadVariablesException(List<String> faults) {
    super(String.join("; ", faults));
  }
}
