package com.moalog.server;

import com.moalog.kit.settings.Variables;
import java.util.Locale;
import java.util.Set;

/**
 * How much is logged. {@code RUST_LOG} is read as the original server did: its first word is the
 * level of everything, {@code server=} the level of this server; {@code LOG_LEVEL} wins over both.
 *
 * @param root level of all libraries
 * @param server level of this server
 */
record LogLevels(String root, String server) {

  private static final Set<String> KNOWN = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");
  private static final String OWN_PREFIX = "server=";

  static LogLevels from(Variables variables) {
    String everything = level(variables.text("LOG_LEVEL", ""), "");
    if (!everything.isEmpty()) {
      return new LogLevels(everything, everything);
    }
    String root = "INFO";
    String server = "";
    for (String word : variables.text("RUST_LOG", "info").split(",", -1)) {
      if (word.strip().startsWith(OWN_PREFIX)) {
        server = level(word.strip().substring(OWN_PREFIX.length()), "");
      } else {
        root = level(word, root);
      }
    }
    return new LogLevels(root, server.isEmpty() ? root : server);
  }

  /**
   * The level of libraries that write headers, bodies and parameters when they are asked for
   * details: those are the members' own, so they are never asked.
   */
  String discreet() {
    return root.equals("DEBUG") || root.equals("TRACE") ? "INFO" : root;
  }

  private static String level(String word, String otherwise) {
    String level = word.strip().toUpperCase(Locale.ROOT);
    return KNOWN.contains(level) ? level : otherwise;
  }
}
