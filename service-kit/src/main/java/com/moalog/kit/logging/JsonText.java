package com.moalog.kit.logging;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Appends JSON (RFC 8259) to a string builder. Confined to the thread that owns the builder. */
final class JsonText {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out;
  private boolean first = true;

  JsonText(StringBuilder out) {
    this.out = out;
  }

  JsonText open() {
    out.append('{');
    first = true;
    return this;
  }

  JsonText close() {
    out.append('}');
    first = false;
    return this;
  }

  JsonText name(String name) {
    if (!first) {
      out.append(',');
    }
    first = false;
    string(name);
    out.append(':');
    return this;
  }

  JsonText field(String name, @Nullable Object value) {
    if (value != null) {
      name(name).value(value);
    }
    return this;
  }

  private void value(Object value) {
    switch (value) {
      case Map<?, ?> members -> object(members);
      case Boolean flag -> out.append(flag.booleanValue());
      case Integer number -> out.append(number.intValue());
      case Long number -> out.append(number.longValue());
      case Double number when Double.isFinite(number) -> out.append(number.doubleValue());
      default -> string(value.toString());
    }
  }

  private void object(Map<?, ?> members) {
    open();
    members.forEach((name, value) -> field(String.valueOf(name), value));
    close();
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ' || c == '\u2028' || c == '\u2029') {
          escaped(c);
        } else {
          out.append(c);
        }
      }
    }
  }

  private void escaped(char c) {
    out.append("\\u")
        .append(HEX[c >> 12 & 15])
        .append(HEX[c >> 8 & 15])
        .append(HEX[c >> 4 & 15])
        .append(HEX[c & 15]);
  }
}
