package com.moalog.rjmx.text;

/** Texts as JSON strings. */
public final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** Adds the text with its quotes. */
  public static StringBuilder quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      switch (next) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (next < ' ') {
            json.append("\\u00").append(HEX.charAt(next >> 4)).append(HEX.charAt(next & 15));
          } else {
            json.append(next);
          }
        }
      }
    }
    return json.append('"');
  }

  /** The text with its quotes. */
  public static String quote(String text) {
    return quote(text, new StringBuilder(text.length() + 2)).toString();
  }
}
