package com.moalog.fluxpay.database;

import com.moalog.fluxpay.model.Caller;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in transactions of one tenant. The tenant is set for the transaction alone, as its
 * first statement, so a pooled connection cannot carry it further. Isolation is READ COMMITTED;
 * features lock rows explicitly, in the order order → payment → outbox. Thread-safe.
 */
public final class TenantTransactions {

  /** A transaction that PostgreSQL rolled back for its own reasons is run once more. */
  static final int TRIES = 2;

  private final TransactionTemplate transactions;
  private final JdbcClient jdbc;
  private final Schema schema;

  TenantTransactions(TransactionTemplate transactions, JdbcClient jdbc, Schema schema) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.schema = schema;
  }

  /**
   * Runs the work and commits it. An exception of the work rolls everything back.
   *
   * @param work may be run twice, when PostgreSQL chose it as the victim of a deadlock
   * @throws DatabaseUnavailableException when the schema is not ready
   * @throws DataAccessException when PostgreSQL refuses or is away
   */
  public <T> T call(Caller caller, Function<TenantTransaction, T> work) {
    if (!schema.isReady()) {
      throw new DatabaseUnavailableException("the schema is not ready yet");
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return once(caller, work);
      } catch (PessimisticLockingFailureException victim) {
        if (attempt >= TRIES || victim instanceof CannotAcquireLockException) {
          throw victim;
        }
      }
    }
  }

  /** As {@link #call}, for work without a result. */
  public void run(Caller caller, Consumer<TenantTransaction> work) {
    call(
        caller,
        transaction -> {
          work.accept(transaction);
          return true;
        });
  }

  private <T> T once(Caller caller, Function<TenantTransaction, T> work) {
    TenantTransaction transaction = new TenantTransaction(caller, jdbc);
    Supplier<T> body =
        () -> {
          jdbc.sql("SELECT set_config('app.tenant_id', :tenant, true)")
              .param("tenant", transaction.tenant())
              .query(String.class)
              .single();
          return work.apply(transaction);
        };
    T result = Objects.requireNonNull(transactions.execute(_ -> body.get()));
    transaction.committed();
    return result;
  }
}
