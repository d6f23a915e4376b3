package com.moalog.bench.fluxpay;

import com.moalog.bench.fluxpay.Recording.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A script for pgbench that does what one purchase does: the same statements in the same order and
 * transactions, with names of its own in place of the recorded ones. Each {@code BEGIN} travels
 * with the statement behind it, as the driver sends it. Not thread-safe.
 */
final class CeilingScript {

  /** Numbers that PostgreSQL gives to attempts during the recording, so that they are found. */
  static final long FIRST_ATTEMPT = 735_994_001;

  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$(\\d+)");
  private static final String ATTEMPT = "INSERT INTO payment_attempts";

  /** Twelve digits of their own for every round of every client. */
  private static final List<String> HEAD =
      List.of("\\set i :i + 1", "\\set n 100000000000 + :client_id * 1000000000 + :i");

  private final ParameterTypes types;
  private final Pattern names;
  private final Map<String, String> uuids = new LinkedHashMap<>();
  private final List<String> keys;
  private int attempts;

  /**
   * @param keys names other than UUIDs that must not come twice
   */
  CeilingScript(ParameterTypes types, List<String> keys) {
    this.types = types;
    this.keys = List.copyOf(keys);
    String words = keys.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    this.names = Pattern.compile(UUID + "|" + words + "|73599400\\d");
  }

  String of(List<List<Statement>> transactions) throws IOException {
    List<String> lines = new ArrayList<>(HEAD);
    for (List<Statement> transaction : transactions) {
      boolean isPiped = transaction.size() > 1;
      for (int at = 0; at < transaction.size(); at++) {
        if (isPiped && at == 0) {
          lines.add("\\startpipeline");
        }
        lines.add(line(transaction.get(at)));
        if (isPiped && at == 1) {
          lines.add("\\endpipeline");
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private String line(Statement statement) throws IOException {
    int count =
        PLACEHOLDER
            .matcher(statement.sql())
            .results()
            .mapToInt(found -> Integer.parseInt(found.group(1)))
            .max()
            .orElse(0);
    List<String> known = count == 0 ? List.of() : types.of(statement, count);
    String sql =
        PLACEHOLDER
            .matcher(statement.sql())
            .replaceAll(found -> {
              int number = Integer.parseInt(found.group(1));
              return Matcher.quoteReplacement(
                  value(statement.parameters().get(number), known.get(number - 1)));
            });
    if (sql.startsWith(ATTEMPT)) {
      attempts++;
      return sql + " \\gset a" + attempts + "_";
    }
    return sql + ";";
  }

  private String value(@Nullable String recorded, String type) {
    return recorded == null
        ? "CAST(NULL AS " + type + ")"
        : "CAST(" + text(recorded) + " AS " + type + ")";
  }

  /** The recorded text, with the variable of each name that must be another one every time. */
  private String text(String recorded) {
    List<String> parts = new ArrayList<>();
    Matcher name = names.matcher(recorded);
    int end = 0;
    while (name.find()) {
      parts.add(literal(recorded.substring(end, name.start())));
      parts.add(variable(name.group()));
      end = name.end();
    }
    parts.add(literal(recorded.substring(end)));
    List<String> full = parts.stream().filter(part -> !part.equals("E''")).toList();
    return full.isEmpty() ? "E''" : "(" + String.join(" || ", full) + ")";
  }

  private String variable(String name) {
    if (keys.contains(name)) {
      return literal("key" + keys.indexOf(name) + "-") + " || :n";
    }
    if (name.matches("\\d+")) {
      return "E'' || :a" + (Long.parseLong(name) - FIRST_ATTEMPT + 1) + "_id";
    }
    String stem = uuids.computeIfAbsent(name, _ -> "%08x-0000-7000-8000-".formatted(uuids.size()));
    return literal(stem) + " || :n";
  }

  /** pgbench would take a colon inside of a text for the beginning of a variable. */
  private static String literal(String text) {
    return "E'" + text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3A") + "'";
  }
}
