package com.moalog.fluxpay.operations;

import com.moalog.fluxpay.database.Schema;
import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.psp.PaymentProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** The states of what the engine depends on, as seen in the last look. Thread-safe. */
final class Dependencies {

  private static final Logger LOG = LoggerFactory.getLogger(Dependencies.class);

  private final Schema schema;
  private final WorkerDatabase database;
  private final PaymentProvider provider;
  private final List<Dependency> others;
  private volatile boolean databaseUp;
  private volatile Map<String, String> otherStates = Map.of();

  Dependencies(
      Schema schema, WorkerDatabase database, PaymentProvider provider, List<Dependency> others) {
    this.schema = schema;
    this.database = database;
    this.provider = provider;
    this.others = List.copyOf(others);
  }

  /** Asks all but the provider; run regularly, so that no health request waits for it. */
  void look() {
    databaseUp = schema.isReady() && answers();
    Map<String, String> seen = new TreeMap<>();
    others.forEach(other -> seen.put(other.name(), other.look().name()));
    otherStates = seen;
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
    states.putAll(otherStates);
    states.put("psp", provider.isAvailable() ? "UP" : "OPEN");
    return states;
  }
}
