package com.moalog.fluxpay.operations;

import com.moalog.fluxpay.database.Schema;
import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.psp.PaymentProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** The states of what the engine depends on, as seen in the last look. Thread-safe. */
final class Dependencies {

  private static final Logger LOG = LoggerFactory.getLogger(Dependencies.class);

  private final Schema schema;
  private final WorkerDatabase database;
  private final PaymentProvider provider;
  private volatile boolean databaseUp;

  Dependencies(Schema schema, WorkerDatabase database, PaymentProvider provider) {
    this.schema = schema;
    this.database = database;
    this.provider = provider;
  }

  /** Asks the database; run regularly, so that no health request waits for it. */
  void look() {
    databaseUp = schema.isReady() && answers();
  }

  private boolean answers() {
    try {
      return database.sql("SELECT 1").query(Integer.class).single() == 1;
    } catch (DataAccessException away) {
      LOG.warn("PostgreSQL does not answer: {}", away.getMessage());
      return false;
    }
  }

  boolean isDatabaseUp() {
    return databaseUp;
  }

  Map<String, String> states() {
    Map<String, String> states = new LinkedHashMap<>();
    states.put("database", databaseUp ? "UP" : "DOWN");
    states.put("psp", provider.isAvailable() ? "UP" : "OPEN");
    return states;
  }
}
