package com.moalog.bench.postgres;

import java.util.List;

/** Is told what passes between a service and PostgreSQL. Thread-safe. */
public interface Observer {

  /** A statement with its parameters as text is about to be executed. */
  default void executes(Statement statement) {}

  /** A statement is about to be prepared; PostgreSQL gets to see what this returns. */
  default String prepares(String sql) {
    return sql;
  }

  /** The service is about to commit changes; where it may not, its connection ends. */
  default Passage commits(Transaction transaction) {
    return Passage.FREE;
  }

  /**
   * One execution.
   *
   * @param connection which connection of the proxy, from 1
   */
  record Statement(long connection, String sql, List<String> parameters) {
    public Statement {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * A transaction that changed rows.
   *
   * @param tenant whom {@code app.tenant_id} named in it; empty when nobody
   * @param tables where it changed rows, in the order of the first change; a plus stands before
   *     those to which it added rows, a minus before those from which it deleted some
   */
  record Transaction(String tenant, List<String> tables) {
    public Transaction {
      tables = List.copyOf(tables);
    }
  }
}
