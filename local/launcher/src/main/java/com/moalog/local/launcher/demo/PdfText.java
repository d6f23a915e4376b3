package com.moalog.local.launcher.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Tells whether a PDF can show and copy given characters: its embedded fonts must map glyphs to
 * them (the ToUnicode maps of ISO 32000-1, 9.10.3). Reads just enough of the format for that.
 * Stateless.
 */
final class PdfText {

  /** Largest map that is read; those of a subset font are far smaller. */
  private static final int MAX_STREAM_BYTES = 4 * 1024 * 1024;

  private static final Pattern STREAM = Pattern.compile("stream\r?\n");
  private static final Pattern CODE = Pattern.compile("<([0-9A-Fa-f]{4})>");

  private PdfText() {}

  static boolean isPdf(byte[] file) {
    return file.length > 5 && new String(file, 0, 5, StandardCharsets.ISO_8859_1).equals("%PDF-");
  }

  /** True if every character of {@code characters} has a glyph in one of the fonts. */
  static boolean hasGlyphsOf(String characters, byte[] file) {
    String mapped = mappedCharacters(file);
    return characters.chars().allMatch(one -> mapped.indexOf(one) >= 0);
  }

  private static String mappedCharacters(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    StringBuilder mapped = new StringBuilder();
    Matcher stream = STREAM.matcher(text);
    while (stream.find()) {
      String content = inflated(file, stream.end());
      if (content.contains("begincmap")) {
        addTargets(content, mapped);
      }
    }
    return mapped.toString();
  }

  /** Takes every code of a map; a source code that is taken too does no harm to the answer. */
  private static void addTargets(String map, StringBuilder mapped) {
    Matcher code = CODE.matcher(map);
    while (code.find()) {
      mapped.append((char) Integer.parseInt(code.group(1), 16));
    }
  }

  private static String inflated(byte[] file, int start) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(file, start, file.length - start);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[8_192];
      int count = inflater.inflate(part);
      while (count > 0 && out.size() < MAX_STREAM_BYTES) {
        out.write(part, 0, count);
        count = inflater.inflate(part);
      }
      return out.toString(StandardCharsets.ISO_8859_1);
    } catch (DataFormatException notCompressed) {
      return "";
    } finally {
      inflater.end();
    }
  }
}
