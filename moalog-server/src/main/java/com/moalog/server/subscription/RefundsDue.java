package com.moalog.server.subscription;

import com.moalog.server.model.KoreanTime;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The subscriptions whose money came too late: paid after they were cancelled, or after the member
 * had left. Each stays here until the payment engine reports that the money went back, and the
 * gauge {@code moalog.refunds.due} tells an operator that there is one. Thread-safe; the changes
 * need a transaction of the caller's, take part in it, and are counted after its commit.
 */
@Repository
class RefundsDue {

  private static final Logger LOG = LoggerFactory.getLogger(RefundsDue.class);

  private final JdbcClient database;
  private final Clock clock;
  private final AtomicLong begun = new AtomicLong();
  private long shown;
  private volatile double known = Double.NaN;

  RefundsDue(JdbcClient database, Clock clock, MeterRegistry meters) {
    this.database = database;
    this.clock = clock;
    Gauge.builder("moalog.refunds.due", () -> known)
        .description("Subscriptions that were paid too late and wait for a refund")
        .register(meters);
  }

  /** The subscription's money has to go back. */
  void add(long subscription) {
    database
        .sql(
            """
            UPDATE member_subscription SET refund_due_at = :now
            WHERE subscription_id = :id AND refund_due_at IS NULL
            """)
        .param("now", KoreanTime.nowInUtc(clock))
        .param("id", subscription)
        .update();
    countAfterCommit();
  }

  /** The subscription's money went back; true when that was awaited. */
  boolean settle(long subscription) {
    int settled =
        database
            .sql(
                """
                UPDATE member_subscription SET refund_due_at = NULL
                WHERE subscription_id = :id AND refund_due_at IS NOT NULL
                """)
            .param("id", subscription)
            .update();
    countAfterCommit();
    return settled == 1;
  }

  /** Counted before, the change would be lost to a count that begins before the commit. */
  private void countAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            countIfPossible();
          }
        });
  }

  /** The caller's change is made whether it is counted or not; the next count makes up for it. */
  private void countIfPossible() {
    try {
      count();
    } catch (DataAccessException failed) {
      LOG.warn("the refunds that are due were not counted: {}", failed.getMessage());
    }
  }

  /** Brings the gauge up to date; several servers show the same figure. */
  void count() {
    long number = begun.incrementAndGet();
    double due =
        database
            .sql("SELECT COUNT(*) FROM member_subscription WHERE refund_due_at IS NOT NULL")
            .query(Double.class)
            .single();
    show(number, due);
  }

  /**
   * A count that began before the one that is shown may be older, however late it ends. What this
   * server changes is counted after its commit, so the newest of its counts knows of it.
   */
  private synchronized void show(long number, double due) {
    if (number > shown) {
      shown = number;
      known = due;
    }
  }
}
