package com.moalog.fluxpay.database;

import java.util.Objects;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The queues of all tenants under the worker's login, which sees nothing else. Thread-safe. */
public final class WorkerDatabase {

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  WorkerDatabase(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /** A statement that is a transaction of its own. */
  public JdbcClient.StatementSpec sql(String sql) {
    return jdbc.sql(sql);
  }

  /** Runs several statements in one transaction. */
  public <T> T call(Function<JdbcClient, T> work) {
    return Objects.requireNonNull(transactions.execute(_ -> work.apply(jdbc)));
  }
}
