package com.moalog.server.ai;

import com.moalog.server.database.Transactions;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.subscription.model.PlanLimits;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How much of the AI has been used in a month of the Korean calendar. A unit is reserved before the
 * work, by one conditional increment that cannot pass the limit, and given back when the work
 * fails. Thread-safe; not to be called inside a transaction.
 */
@Repository
class Quotas {

  private static final DateTimeFormatter PERIOD = DateTimeFormatter.ofPattern("uuuuMM");

  private static final String WHERE_COUNTER =
      " WHERE scope_type = :scope AND scope_id = :id AND period = :period";

  private final JdbcClient database;
  private final Transactions transactions;
  private final Clock clock;

  Quotas(JdbcClient database, Transactions transactions, Clock clock) {
    this.database = database;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Reserves an analysis in the room, or nothing when the month's limit is reached. */
  Optional<Reservation> reserveAnalysis(RoomId room, int limit) {
    return reserve(
        "ROOM_ANALYSIS",
        room.value(),
        limit,
        """
        SELECT COUNT(*) FROM retrospects
        WHERE retrospect_room_id = :id AND insight IS NOT NULL AND updated_at >= :since
        """);
  }

  /** Reserves a call of the writing assistant, or nothing when the month's limit is reached. */
  Optional<Reservation> reserveHint(MemberId member, int limit) {
    return reserve(
        "MEMBER_ASSISTANT",
        member.value(),
        limit,
        """
        SELECT COUNT(*) FROM assistant_usage WHERE member_id = :id AND created_at >= :since
        """);
  }

  /** Gives a reserved unit back. */
  void giveBack(Reservation reservation) {
    counter(
            reservation.counter(),
            "UPDATE ai_usage_counter SET used = used - 1" + WHERE_COUNTER + " AND used > 0")
        .update();
  }

  private Optional<Reservation> reserve(String scope, long id, int limit, String usedBefore) {
    LocalDateTime month =
        KoreanTime.nowInKorea(clock).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
    Counter counter = new Counter(scope, id, PERIOD.format(month));
    return transactions.compute(() -> {
      if (increment(counter, limit)
          || (begin(counter, usedBefore, month) && increment(counter, limit))) {
        int used = database.sql("SELECT LAST_INSERT_ID()").query(Integer.class).single();
        return Optional.of(new Reservation(counter, used));
      }
      return Optional.empty();
    });
  }

  /** Reports the new value through the connection, so that no other call's is seen. */
  private boolean increment(Counter counter, int limit) {
    return counter(
                counter,
                "UPDATE ai_usage_counter SET used = LAST_INSERT_ID(used + 1)"
                    + WHERE_COUNTER
                    + " AND (:limit = "
                    + PlanLimits.UNLIMITED
                    + " OR used < :limit)")
            .param("limit", limit)
            .update()
        == 1;
  }

  /** Begins a month with what was used before it was counted here; false when it has begun. */
  private boolean begin(Counter counter, String usedBefore, LocalDateTime month) {
    return counter(
                counter,
                "INSERT IGNORE INTO ai_usage_counter (scope_type, scope_id, period, used)"
                    + " VALUES (:scope, :id, :period, ("
                    + usedBefore
                    + "))")
            .param("since", KoreanTime.toUtc(month))
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec counter(Counter counter, String sql) {
    return database
        .sql(sql)
        .param("scope", counter.scope())
        .param("id", counter.id())
        .param("period", counter.period());
  }

  /** Whose use is counted, and in which month. */
  record Counter(String scope, long id, String period) {}

  /**
   * A unit that was reserved.
   *
   * @param used how much of the month's limit is used, this unit included
   */
  record Reservation(Counter counter, int used) {

    /** What is left of a limit; {@code UNLIMITED} of an unlimited one. */
    int left(int limit) {
      return limit == PlanLimits.UNLIMITED ? limit : Math.max(0, limit - used);
    }
  }
}
