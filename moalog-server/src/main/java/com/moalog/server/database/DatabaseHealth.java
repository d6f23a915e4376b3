package com.moalog.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether the database can serve. Thread-safe. */
public final class DatabaseHealth {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseHealth.class);

  private final DataSource pool;
  private final Schema schema;

  DatabaseHealth(DataSource pool, Schema schema) {
    this.pool = pool;
    this.schema = schema;
  }

  /** Asks MySQL for a sign of life; the answer takes at most about a second. */
  public boolean isServing() {
    if (!schema.isReady()) {
      return false;
    }
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException away) {
      LOG.debug("the database gave no sign of life", away);
      return false;
    }
  }
}
