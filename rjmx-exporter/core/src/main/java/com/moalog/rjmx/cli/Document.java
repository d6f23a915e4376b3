package com.moalog.rjmx.cli;

import com.moalog.rjmx.text.JsonText;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and booleans as JSON or YAML. */
final class Document {

  private Document() {}

  static String json(Object value) {
    StringBuilder text = new StringBuilder();
    json(value, "\n", text);
    return text.append('\n').toString();
  }

  private static void json(Object value, String indent, StringBuilder text) {
    String deeper = indent + "  ";
    switch (value) {
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text.append(separator).append(deeper);
          JsonText.quote(String.valueOf(entry.getKey()), text).append(": ");
          json(entry.getValue(), deeper, text);
          separator = ",";
        }
        text.append(map.isEmpty() ? "{}" : indent + "}");
      }
      case List<?> list -> {
        String separator = "[";
        for (Object item : list) {
          text.append(separator).append(deeper);
          json(item, deeper, text);
          separator = ",";
        }
        text.append(list.isEmpty() ? "[]" : indent + "]");
      }
      case String string -> JsonText.quote(string, text);
      default -> text.append(value);
    }
  }

  static String yaml(Object value) {
    StringBuilder text = new StringBuilder();
    yaml(value, "", text);
    return text.toString();
  }

  private static void yaml(Object value, String indent, StringBuilder text) {
    switch (value) {
      case Map<?, ?> map -> {
        String first = text.length() > 0 && text.charAt(text.length() - 1) == ' ' ? "" : indent;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text.append(first).append(entry.getKey()).append(':');
          below(entry.getValue(), indent, text);
          first = indent;
        }
      }
      case List<?> list -> {
        for (Object item : list) {
          text.append(indent).append("- ");
          yaml(item, indent + "  ", text);
          if (!(item instanceof Map<?, ?>)) {
            text.append('\n');
          }
        }
      }
      case String string -> JsonText.quote(string, text);
      default -> text.append(value);
    }
  }

  private static void below(Object value, String indent, StringBuilder text) {
    boolean empty =
        (value instanceof Map<?, ?> map && map.isEmpty())
            || (value instanceof List<?> list && list.isEmpty());
    if (empty) {
      text.append(value instanceof Map<?, ?> ? " {}\n" : " []\n");
    } else if (value instanceof Map<?, ?> || value instanceof List<?>) {
      text.append('\n');
      yaml(value, indent + "  ", text);
    } else {
      text.append(' ');
      yaml(value, indent, text);
      text.append('\n');
    }
  }
}
