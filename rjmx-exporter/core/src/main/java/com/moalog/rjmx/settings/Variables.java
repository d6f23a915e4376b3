package com.moalog.rjmx.settings;

import java.util.Optional;
import java.util.function.Function;

/** Puts environment variables into {@code ${NAME}} and {@code ${NAME:default}}. */
record Variables(Function<String, Optional<String>> environment, Findings findings) {

  String resolve(String key, String text) {
    StringBuilder resolved = new StringBuilder();
    int next = 0;
    while (next < text.length()) {
      int start = text.indexOf("${", next);
      int end = start < 0 ? -1 : text.indexOf('}', start);
      if (end < 0) {
        break;
      }
      resolved.append(text, next, start).append(value(key, text.substring(start + 2, end)));
      next = end + 1;
    }
    return resolved.append(text.substring(next)).toString();
  }

  private String value(String key, String reference) {
    int colon = reference.indexOf(':');
    String name = colon < 0 ? reference : reference.substring(0, colon);
    Optional<String> value = environment.apply(name);
    if (value.isEmpty() && colon < 0) {
      findings.error(key + ": the environment has no variable " + name);
    }
    return value.orElse(colon < 0 ? "" : reference.substring(colon + 1));
  }
}
