package com.moalog.ratelimiter.server.settings;

import ch.qos.logback.core.PropertyDefinerBase;
import java.util.Optional;
import java.util.Set;

/**
 * How log lines are laid out. The logging asks for it while it starts, before anything else is
 * read; a faulty one counts as {@code json} until the settings refuse it. Nothing here may log.
 */
public final class LogFormat extends PropertyDefinerBase {

  private static final String JSON = "json";
  private static final Set<String> KNOWN = Set.of(JSON, "text");

  @Override
  public String getPropertyValue() {
    try {
      return read(Values.ofProcess());
    } catch (BadSettingsException reportedLater) {
      return JSON;
    }
  }

  static String read(Values values) {
    return values.choice(
        JSON,
        "json or text",
        format -> Optional.of(format).filter(KNOWN::contains),
        "logging.format",
        "log.format");
  }
}
