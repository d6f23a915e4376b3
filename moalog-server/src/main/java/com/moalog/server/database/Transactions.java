package com.moalog.server.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in one database transaction; an exception rolls it back. When MySQL chose the
 * transaction as the victim of a deadlock, nothing of it is left and it is run again, at most
 * {@value #ATTEMPTS} times in all, so the work must not have effects outside the database.
 * Thread-safe.
 */
public final class Transactions {

  static final int ATTEMPTS = 5;

  private static final int PAUSE_MILLIS = 30;

  /** MySQL's ER_LOCK_DEADLOCK. */
  private static final int MYSQL_DEADLOCK = 1213;

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  private final TransactionTemplate template;
  private final RandomGenerator jitter;

  Transactions(TransactionTemplate template, RandomGenerator jitter) {
    this.template = template;
    this.jitter = jitter;
  }

  /** Runs the work and returns what it returns. */
  public <T extends @Nullable Object> T compute(Supplier<T> work) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return once(work);
      } catch (CannotAcquireLockException refused) {
        if (!isDeadlock(refused)) {
          throw refused;
        }
        LOG.info("deadlock in attempt {}, running the transaction again", attempt);
        pause(attempt);
      }
    }
    return once(work);
  }

  /** Runs the work. */
  public void run(Runnable work) {
    this.<@Nullable Void>compute(() -> {
      work.run();
      return null;
    });
  }

  /** A connection that broke cannot be rolled back either: what broke it is the news. */
  @SuppressWarnings("NullAway") // the template returns exactly what the work returned
  private <T extends @Nullable Object> T once(Supplier<T> work) {
    try {
      return template.execute(_ -> work.get());
    } catch (TransactionSystemException rollbackFailed) {
      if (rollbackFailed.getApplicationException() instanceof RuntimeException cause) {
        throw cause;
      }
      throw rollbackFailed;
    }
  }

  /** Who has waited for a lock in vain would only wait again. */
  private static boolean isDeadlock(CannotAcquireLockException refused) {
    return refused.getRootCause() instanceof SQLException cause
        && cause.getErrorCode() == MYSQL_DEADLOCK;
  }

  private void pause(int attempt) {
    try {
      Thread.sleep(Duration.ofMillis(1 + jitter.nextInt(attempt * PAUSE_MILLIS)));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
