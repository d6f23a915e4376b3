package com.moalog.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * Builds connection pools that come up before MySQL does. Sessions speak UTC, give up waiting for a
 * row lock before the client gives up waiting for an answer, and read what is committed: no gap
 * locks, so that concurrent inserts do not deadlock.
 */
final class Pools {

  private static final int IDLE_CONNECTIONS = 2;
  private static final int LOCK_WAIT_SECONDS = 3;
  private static final int PING_MILLIS = 1_000;

  /**
   * A silent connection is given up after one time-out, and closing it waits for another one,
   * because TLS ends with a message of the other side. Both together are the limit.
   */
  private static final int TIMEOUTS_OF_A_CLOSE = 2;

  /** Of each connection: where parameters stand in a statement, so that it is not read again. */
  private static final int REMEMBERED_STATEMENTS = 256;

  /** Characters; longer than any statement of ours that has no list of ids. */
  private static final int LONGEST_REMEMBERED = 4_096;

  /** A table of millions of rows takes minutes to change. */
  private static final int SCHEMA_CHANGE_MILLIS = 3_600_000;

  private Pools() {}

  /** The pool that requests use. */
  static HikariDataSource forRequests(DatabaseSettings settings) {
    HikariConfig config =
        basics(settings, settings.connectTimeoutMillis(), settings.socketTimeoutMillis());
    config.setPoolName("requests");
    config.setMaximumPoolSize(settings.poolMax());
    config.setMinimumIdle(Math.min(IDLE_CONNECTIONS, settings.poolMax()));
    config.setConnectionTimeout(settings.acquireTimeoutMillis());
    return new HikariDataSource(config);
  }

  /** One connection for the health check, so that a busy server does not look like a dead one. */
  static HikariDataSource forHealth(DatabaseSettings settings) {
    HikariConfig config = basics(settings, PING_MILLIS, PING_MILLIS);
    config.setPoolName("health");
    config.setMaximumPoolSize(1);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(PING_MILLIS);
    return new HikariDataSource(config);
  }

  /** Connections for the few statements that change the schema. */
  static DataSource forSchema(DatabaseSettings settings) {
    return source(settings, settings.connectTimeoutMillis(), SCHEMA_CHANGE_MILLIS);
  }

  private static HikariConfig basics(
      DatabaseSettings settings, int connectMillis, int socketMillis) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source(settings, connectMillis, socketMillis));
    config.setInitializationFailTimeout(-1);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setValidationTimeout(PING_MILLIS);
    return config;
  }

  private static DataSource source(DatabaseSettings settings, int connectMillis, int socketMillis) {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("connectTimeout", Integer.toString(connectMillis));
    properties.setProperty("socketTimeout", Integer.toString(socketMillis / TIMEOUTS_OF_A_CLOSE));
    properties.setProperty("connectionTimeZone", "UTC");
    properties.setProperty("forceConnectionTimeZoneToSession", "true");
    properties.setProperty("characterEncoding", "UTF-8");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    properties.setProperty("rewriteBatchedStatements", "true");
    properties.setProperty("cacheServerConfiguration", "true");
    properties.setProperty("useLocalSessionState", "true");
    properties.setProperty("elideSetAutoCommits", "true");
    properties.setProperty("maintainTimeStats", "false");
    properties.setProperty("cachePrepStmts", "true");
    properties.setProperty("prepStmtCacheSize", Integer.toString(REMEMBERED_STATEMENTS));
    properties.setProperty("prepStmtCacheSqlLimit", Integer.toString(LONGEST_REMEMBERED));
    properties.setProperty("sessionVariables", "innodb_lock_wait_timeout=" + LOCK_WAIT_SECONDS);
    return new PersistentSource(settings.jdbcUrl(), properties);
  }
}
