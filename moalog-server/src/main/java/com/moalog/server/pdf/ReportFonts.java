package com.moalog.server.pdf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Font;
import org.openpdf.text.pdf.BaseFont;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fonts of reports, read when the first report is made. A missing bold font is replaced by the
 * regular one. Thread-safe.
 */
final class ReportFonts {

  private static final Logger LOG = LoggerFactory.getLogger(ReportFonts.class);

  /** Stands for a character that the font does not have. */
  private static final int MISSING = '□';

  private final PdfSettings settings;
  private volatile @Nullable Faces faces;

  ReportFonts(PdfSettings settings) {
    this.settings = settings;
    if (!Files.isReadable(settings.font("Regular"))) {
      LOG.warn("there is no font {}, reports cannot be made", settings.font("Regular"));
    }
  }

  Font regular(float points) {
    return new Font(faces().regular(), points);
  }

  Font bold(float points) {
    return new Font(faces().bold(), points);
  }

  /** The text with a box in place of every character that cannot be shown. */
  String showable(String text) {
    BaseFont font = faces().regular();
    return text.codePoints()
        .map(character ->
            Character.isWhitespace(character) || font.charExists(character) ? character : MISSING)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private Faces faces() {
    Faces known = faces;
    if (known != null) {
      return known;
    }
    Path bold = settings.font("Bold");
    Path regular = settings.font("Regular");
    Faces read = new Faces(face(regular), face(Files.isReadable(bold) ? bold : regular));
    faces = read;
    return read;
  }

  private static BaseFont face(Path file) {
    try {
      BaseFont face = BaseFont.createFont(file.toString(), BaseFont.IDENTITY_H, BaseFont.EMBEDDED);
      face.setSubset(true);
      return face;
    } catch (IOException | DocumentException unusable) {
      throw new ReportException("the font " + file + " cannot be used", unusable);
    }
  }

  private record Faces(BaseFont regular, BaseFont bold) {}
}
