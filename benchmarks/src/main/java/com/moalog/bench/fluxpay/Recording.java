package com.moalog.bench.fluxpay;

import com.moalog.bench.crash.Database;
import com.moalog.local.servers.PostgresServer;
import com.moalog.local.servers.RunningServer;
import java.io.IOException;
import java.io.RandomAccessFile;
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
 * The statements of one purchase as PostgreSQL's own log has them, in their order. Those of the
 * engine's jobs run under another login and are not among them. Not thread-safe.
 */
final class Recording {

  private static final Pattern HEAD =
      Pattern.compile("\\[(\\d+) (\\S*)] (\\w+): {2}(?:execute [^:]+|statement): (.*)");
  private static final Pattern DETAIL =
      Pattern.compile("\\[(\\d+) (\\S*)] DETAIL: {2}Parameters: (.*)");
  private static final Pattern PARAMETER =
      Pattern.compile("\\$(\\d+) = (NULL|'((?:[^']++|'')*+)')");
  private static final String LINE_PREFIX = "[%p %u] ";
  private static final String REQUESTS = "fluxpay_app";

  /** How long PostgreSQL may take to tell its sessions of a setting and to write its log. */
  private static final long SETTLE_MILLIS = 500;

  private final Database database;
  private final Path log;

  Recording(RunningServer<PostgresServer> postgres) {
    this.database = Databases.owner(postgres.server(), "postgres");
    this.log = postgres.server().command().directory().resolve("server.log");
  }

  /**
   * One statement.
   *
   * @param connection the process of PostgreSQL that executed it
   * @param parameters by number, from 1; null is left out
   */
  record Statement(long connection, String sql, Map<Integer, String> parameters) {
    Statement {
      parameters = Map.copyOf(parameters);
    }
  }

  /** Something that is done while PostgreSQL writes down all that it is asked. */
  @FunctionalInterface
  interface Scene<T> {
    T play() throws IOException;
  }

  /** What a scene came to, and which statements it took. */
  record Recorded<T>(T result, List<Statement> statements) {
    Recorded {
      statements = List.copyOf(statements);
    }
  }

  <T> Recorded<T> of(Scene<T> scene) throws IOException, InterruptedException {
    set("log_line_prefix", LINE_PREFIX);
    set("log_statement", "all");
    long start;
    T result;
    try {
      start = Files.size(log);
      result = scene.play();
      Thread.sleep(SETTLE_MILLIS);
    } finally {
      set("log_statement", "none");
    }
    return new Recorded<>(result, statements(tail(start)));
  }

  private void set(String name, String value) throws InterruptedException {
    database.update("ALTER SYSTEM SET %s = '%s'".formatted(name, value), "");
    database.find("SELECT pg_reload_conf()", "");
    Thread.sleep(SETTLE_MILLIS);
  }

  private List<String> tail(long start) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** A statement has a head line, perhaps more lines that begin with a tab, perhaps a detail. */
  static List<Statement> statements(List<String> lines) {
    List<Statement> statements = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      Matcher head = HEAD.matcher(lines.get(at));
      if (!head.matches() || !head.group(2).equals(REQUESTS)) {
        continue;
      }
      StringBuilder sql = new StringBuilder(head.group(4));
      while (at + 1 < lines.size() && lines.get(at + 1).startsWith("\t")) {
        at++;
        sql.append('\n').append(lines.get(at).substring(1));
      }
      Matcher detail = DETAIL.matcher(at + 1 < lines.size() ? lines.get(at + 1) : "");
      statements.add(
          new Statement(
              Long.parseLong(head.group(1)),
              sql.toString(),
              detail.matches() ? parameters(detail.group(3)) : Map.of()));
    }
    return statements;
  }

  private static Map<Integer, String> parameters(String text) {
    Map<Integer, String> parameters = new LinkedHashMap<>();
    Matcher parameter = PARAMETER.matcher(text);
    while (parameter.find()) {
      if (parameter.group(3) != null) {
        parameters.put(Integer.parseInt(parameter.group(1)), parameter.group(3).replace("''", "'"));
      }
    }
    return parameters;
  }
}
