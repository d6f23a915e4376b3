package com.moalog.server.testing;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.Query;
import com.mysql.cj.interceptors.QueryInterceptor;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ServerSession;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Sees every statement that the database driver sends, and keeps it under the id of the request
 * that it is sent for, so that what runs beside is not counted. The driver makes the instances;
 * thread-safe.
 */
public final class StatementCounter implements QueryInterceptor {

  /** What a database address needs for its statements to be counted. */
  public static final String SETTING = "queryInterceptors=" + StatementCounter.class.getName();

  private static final Map<String, List<String>> STATEMENTS = new ConcurrentHashMap<>();

  /** Statements that read or write rows, sent for the request with that id; forgets them. */
  public static List<String> takeStatementsOf(String requestId) {
    List<String> statements = STATEMENTS.remove(requestId);
    return statements == null ? List.of() : List.copyOf(statements);
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // the driver's interface is like this
  public <T extends Resultset> @Nullable T preProcess(Supplier<String> sql, Query query) {
    String requestId = MDC.get("request_id");
    String statement = sql.get();
    if (requestId != null && requestId.startsWith("counted-") && concernsRows(statement)) {
      STATEMENTS.computeIfAbsent(requestId, _ -> new CopyOnWriteArrayList<>()).add(statement);
    }
    return null;
  }

  private static boolean concernsRows(@Nullable String statement) {
    String start = statement == null ? "" : statement.strip().toUpperCase(Locale.ROOT);
    return List.of("SELECT", "INSERT", "UPDATE", "DELETE").stream().anyMatch(start::startsWith);
  }

  @Override
  public QueryInterceptor init(MysqlConnection connection, Properties properties, Log log) {
    return this;
  }

  @Override
  public boolean executeTopLevelOnly() {
    return false;
  }

  @Override
  public void destroy() {}

  @Override
  public <T extends Resultset> @Nullable T postProcess(
      Supplier<String> sql, Query query, T result, ServerSession session) {
    return null;
  }
}
