package com.moalog.server.subscription;

import com.moalog.server.model.KoreanTime;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The subscriptions whose money came too late: paid after they were cancelled, or after the member
 * had left. Each stays here until the payment engine reports that the money went back, and the
 * gauge {@code moalog.refunds.due} tells an operator that there is one. Thread-safe; the changes
 * take part in the caller's transaction.
 */
@Repository
class RefundsDue {

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
    count();
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
    count();
    return settled == 1;
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

  /** A count that began before the one that is shown is older, however late it ends. */
  private synchronized void show(long number, double due) {
    if (number > shown) {
      shown = number;
      known = due;
    }
  }
}
