package com.moalog.server.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Opens connections for a pool and keeps trying until MySQL is there. The pool itself would pause
 * longer after every failure, up to five seconds, and so be late when the database is back. It
 * calls this on a thread of its own, which it interrupts when it is closed; requests wait for a
 * connection elsewhere, with their own limit. Thread-safe.
 */
final class PersistentSource extends AbstractDataSource {

  private static final Logger LOG = LoggerFactory.getLogger(PersistentSource.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** One line per this many failures, which is about every ten seconds. */
  private static final int LOG_INTERVAL = 40;

  private final String url;
  private final Properties properties;

  PersistentSource(String url, Properties properties) {
    this.url = url;
    this.properties = properties;
  }

  @Override
  public Connection getConnection() throws SQLException {
    for (int failures = 0; ; failures++) {
      try {
        return DriverManager.getConnection(url, properties);
      } catch (SQLException away) {
        if (failures % LOG_INTERVAL == 0) {
          LOG.warn("no connection to the database: {}", firstLine(away));
        }
        pause(away);
      }
    }
  }

  private static String firstLine(SQLException away) {
    return String.valueOf(away.getMessage()).lines().findFirst().orElse("no message");
  }

  private static void pause(SQLException away) throws SQLException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw away;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new UnsupportedOperationException("the pool has one login, given at construction");
  }
}
