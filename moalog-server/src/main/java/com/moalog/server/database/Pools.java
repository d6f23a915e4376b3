package com.moalog.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * Builds connection pools that come up before MySQL does. Sessions speak UTC, give up waiting for a
 * row lock before the client gives up waiting for an answer, and read what is committed: no gap
 * locks, so that concurrent inserts do not deadlock.
 */
final class Pools {

  private static final int IDLE_CONNECTIONS = 2;
  private static final int LOCK_WAIT_SECONDS = 5;
  private static final int PING_MILLIS = 1_000;

  private Pools() {}

  /** The pool that requests use. */
  static HikariDataSource forRequests(DatabaseSettings settings) {
    HikariConfig config = basics(settings);
    config.setPoolName("requests");
    config.setMaximumPoolSize(settings.poolMax());
    config.setMinimumIdle(Math.min(IDLE_CONNECTIONS, settings.poolMax()));
    config.setConnectionTimeout(settings.acquireTimeoutMillis());
    config.addDataSourceProperty("connectTimeout", settings.connectTimeoutMillis());
    config.addDataSourceProperty("socketTimeout", settings.socketTimeoutMillis());
    return new HikariDataSource(config);
  }

  /** One connection for the health check, so that a busy server does not look like a dead one. */
  static HikariDataSource forHealth(DatabaseSettings settings) {
    HikariConfig config = basics(settings);
    config.setPoolName("health");
    config.setMaximumPoolSize(1);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(PING_MILLIS);
    config.addDataSourceProperty("connectTimeout", PING_MILLIS);
    config.addDataSourceProperty("socketTimeout", PING_MILLIS);
    return new HikariDataSource(config);
  }

  private static HikariConfig basics(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setInitializationFailTimeout(-1);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.addDataSourceProperty("connectionTimeZone", "UTC");
    config.addDataSourceProperty("forceConnectionTimeZoneToSession", "true");
    config.addDataSourceProperty("characterEncoding", "UTF-8");
    config.addDataSourceProperty("allowPublicKeyRetrieval", "true");
    config.addDataSourceProperty("rewriteBatchedStatements", "true");
    config.addDataSourceProperty("cacheServerConfiguration", "true");
    config.addDataSourceProperty("useLocalSessionState", "true");
    config.addDataSourceProperty("elideSetAutoCommits", "true");
    config.addDataSourceProperty("maintainTimeStats", "false");
    config.addDataSourceProperty(
        "sessionVariables", "innodb_lock_wait_timeout=" + LOCK_WAIT_SECONDS);
    return config;
  }
}
