package com.moalog.local.launcher.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads files of {@code NAME=value} lines as the head of {@code .env.example} describes them. The
 * last line wins where a name stands twice. Stateless.
 */
final class EnvFile {

  static final int MAX_BYTES = 64 * 1024;

  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
  private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
  private static final Pattern DOUBLE_QUOTED =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
  private static final Pattern COMMENT_AFTER_SPACE = Pattern.compile("(^|\\s+)#.*$");

  private EnvFile() {}

  /** The variables of a file, none when it does not exist. */
  static Map<String, String> read(Path file) throws SettingsException, IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new SettingsException(List.of(file + " is larger than " + MAX_BYTES + " bytes"));
    }
    return parse(file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
  }

  static Map<String, String> parse(String fileName, String text) throws SettingsException {
    Map<String, String> variables = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().map(String::strip).toList()) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher assignment = ASSIGNMENT.matcher(line);
      if (!assignment.matches()) {
        faults.add(fileName + " line " + number + ": expected NAME=value");
      } else if (hasOpenQuote(assignment.group(2))) {
        faults.add(fileName + " line " + number + ": the quote is not closed");
      } else {
        variables.put(assignment.group(1), value(assignment.group(2)));
      }
    }
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return variables;
  }

  private static boolean hasOpenQuote(String raw) {
    return (raw.startsWith("'") && !SINGLE_QUOTED.matcher(raw).matches())
        || (raw.startsWith("\"") && !DOUBLE_QUOTED.matcher(raw).matches());
  }

  private static String value(String raw) {
    Matcher single = SINGLE_QUOTED.matcher(raw);
    if (single.matches()) {
      return single.group(1);
    }
    Matcher quoted = DOUBLE_QUOTED.matcher(raw);
    if (quoted.matches()) {
      return unescape(quoted.group(1));
    }
    return COMMENT_AFTER_SPACE.matcher(raw).replaceFirst("").strip();
  }

  private static String unescape(String quoted) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < quoted.length(); at++) {
      char next = quoted.charAt(at);
      if (next == '\\') {
        at++;
        char escaped = quoted.charAt(at);
        text.append(escaped == 'n' ? '\n' : escaped);
      } else {
        text.append(next);
      }
    }
    return text.toString();
  }
}
