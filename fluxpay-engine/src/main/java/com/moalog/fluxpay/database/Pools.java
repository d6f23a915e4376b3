package com.moalog.fluxpay.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * Builds connection pools that open their first connection when they are first asked for one, so
 * that they can exist before PostgreSQL and the logins do. Virtual threads wait for a connection;
 * they never add one.
 */
final class Pools {

  /** Longest wait for a connection; the request is answered 503 afterwards. */
  static final Duration ACQUIRE_LIMIT = Duration.ofSeconds(1);

  private static final Duration LOCK_LIMIT = Duration.ofSeconds(2);
  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(5);
  private static final Duration IDLE_TRANSACTION_LIMIT = Duration.ofSeconds(10);
  private static final int CONNECT_SECONDS = 1;
  private static final int SOCKET_SECONDS = 10;

  private Pools() {}

  static HikariDataSource app(DatabaseSettings settings) {
    HikariDataSource pool = pool("app", settings.url(), settings.app());
    pool.setMaximumPoolSize(settings.connectionLimit());
    pool.setMinimumIdle(Math.min(settings.connectionsKept(), settings.connectionLimit()));
    return pool;
  }

  static HikariDataSource worker(DatabaseSettings settings) {
    HikariDataSource pool = pool("worker", settings.url(), settings.worker());
    pool.setMaximumPoolSize(DatabaseSettings.WORKER_CONNECTIONS);
    return pool;
  }

  private static HikariDataSource pool(String name, String url, DatabaseSettings.Login login) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName(name);
    pool.setJdbcUrl(url);
    pool.setUsername(login.name());
    pool.setPassword(login.password());
    pool.setMinimumIdle(DatabaseSettings.IDLE_CONNECTIONS);
    pool.setConnectionTimeout(ACQUIRE_LIMIT.toMillis());
    pool.setValidationTimeout(ACQUIRE_LIMIT.toMillis());
    pool.setInitializationFailTimeout(-1);
    pool.addDataSourceProperty("ApplicationName", "fluxpay-engine " + name);
    pool.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
    pool.addDataSourceProperty("socketTimeout", SOCKET_SECONDS);
    pool.addDataSourceProperty("tcpKeepAlive", true);
    pool.addDataSourceProperty(
        "options",
        "-c TimeZone=UTC -c lock_timeout=%d -c statement_timeout=%d"
                .formatted(LOCK_LIMIT.toMillis(), STATEMENT_LIMIT.toMillis())
            + " -c idle_in_transaction_session_timeout="
            + IDLE_TRANSACTION_LIMIT.toMillis());
    return pool;
  }
}
