package com.moalog.kit.tracing;

import org.jspecify.annotations.Nullable;

/** The {@code OTEL_*} variables do not make sense; the message names the one that does not. */
public final class BadTracingSettingsException extends RuntimeException {

  BadTracingSettingsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
