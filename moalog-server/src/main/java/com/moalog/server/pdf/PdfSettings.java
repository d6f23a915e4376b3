package com.moalog.server.pdf;

import com.moalog.kit.settings.Variables;
import java.nio.file.Path;

/**
 * How reports are made.
 *
 * @param fontDirectory where the fonts are
 * @param fontFamily the first part of their file names
 * @param maxConcurrency reports that are made at the same time
 * @param planEnforced whether the caller's plan has to include reports
 */
public record PdfSettings(
    Path fontDirectory, String fontFamily, int maxConcurrency, boolean planEnforced) {

  /** Reads the {@code PDF_*} variables and {@code PLAN_ENFORCE_PDF}. */
  public static PdfSettings from(Variables variables) {
    return new PdfSettings(
        Path.of(variables.text("PDF_FONT_DIR", "./fonts")),
        variables.text("PDF_FONT_FAMILY", "NanumGothic"),
        variables.number("PDF_MAX_CONCURRENCY", 4, 1, 64),
        variables.lenientFlag("PLAN_ENFORCE_PDF", false));
  }

  Path font(String style) {
    return fontDirectory.resolve(fontFamily + "-" + style + ".ttf");
  }
}
