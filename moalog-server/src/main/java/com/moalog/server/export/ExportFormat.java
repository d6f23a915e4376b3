package com.moalog.server.export;

import java.util.Locale;
import java.util.Optional;

/** The files that data can be taken out as. */
enum ExportFormat {
  MARKDOWN("md", "text/markdown;charset=utf-8"),
  CSV("csv", "text/csv;charset=utf-8"),
  JSON("json", "application/json");

  private final String suffix;
  private final String mediaType;

  ExportFormat(String suffix, String mediaType) {
    this.suffix = suffix;
    this.mediaType = mediaType;
  }

  static Optional<ExportFormat> named(String name) {
    for (ExportFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  String suffix() {
    return suffix;
  }

  String mediaType() {
    return mediaType;
  }
}
