package com.moalog.server.ai;

import com.moalog.server.database.Insertion;
import com.moalog.server.database.Transactions;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.subscription.model.PlanLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How much of the AI has been used in a month of the Korean calendar. A unit is reserved before the
 * work, by one conditional increment that cannot pass the limit, and given back when the work
 * fails. A reservation is a row until one of both has happened: when its server dies, the next
 * reservation after its lease gives the unit back. Thread-safe; not to be called inside a
 * transaction.
 */
@Repository
class Quotas {

  /** Longer than any work that a unit is reserved for, the retries included. */
  static final Duration LEASE = Duration.ofSeconds(90);

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

  /**
   * Uses a reserved unit for work that is stored, in one transaction with it.
   *
   * @param work stores the work, or returns false and has stored nothing
   */
  boolean use(Reservation reservation, BooleanSupplier work) {
    return transactions.compute(() -> {
      if (!work.getAsBoolean()) {
        return false;
      }
      if (!end(reservation)) {
        add(reservation.counter(), 1);
      }
      return true;
    });
  }

  /** Gives a reserved unit back, unless that has happened already. */
  void giveBack(Reservation reservation) {
    transactions.run(() -> {
      if (end(reservation)) {
        add(reservation.counter(), -1);
      }
    });
  }

  private Optional<Reservation> reserve(String scope, long id, int limit, String usedBefore) {
    LocalDateTime month =
        KoreanTime.nowInKorea(clock).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
    Counter counter = new Counter(scope, id, PERIOD.format(month));
    giveBackLapsed(counter);
    Optional<Reservation> taken = take(counter, limit);
    if (taken.isPresent()) {
      return taken;
    }
    transactions.run(() -> begin(counter, usedBefore, month));
    return take(counter, limit);
  }

  private Optional<Reservation> take(Counter counter, int limit) {
    return transactions.compute(() -> {
      if (!increment(counter, limit)) {
        return Optional.empty();
      }
      int used = database.sql("SELECT LAST_INSERT_ID()").query(Integer.class).single();
      return Optional.of(new Reservation(counter, note(counter), used));
    });
  }

  /** Looks without a lock first, because there is hardly ever one. */
  private void giveBackLapsed(Counter counter) {
    List<Long> lapsed =
        counter(
                counter,
                "SELECT ai_reservation_id FROM ai_reservation"
                    + WHERE_COUNTER
                    + " AND lease_until < :now")
            .param("now", KoreanTime.nowInUtc(clock))
            .query((row, _) -> row.getLong(1))
            .list();
    lapsed.forEach(row -> giveBack(new Reservation(counter, row, 0)));
  }

  private long note(Counter counter) {
    return Insertion.idOf(
        counter(
                counter,
                """
                INSERT INTO ai_reservation (scope_type, scope_id, period, lease_until)
                VALUES (:scope, :id, :period, :until)
                """)
            .param("until", KoreanTime.nowInUtc(clock).plus(LEASE)));
  }

  /** False when somebody else has ended it. */
  private boolean end(Reservation reservation) {
    return database
            .sql("DELETE FROM ai_reservation WHERE ai_reservation_id = :row")
            .param("row", reservation.row())
            .update()
        == 1;
  }

  private void add(Counter counter, int units) {
    counter(
            counter,
            "UPDATE ai_usage_counter SET used = GREATEST(0, used + :units)" + WHERE_COUNTER)
        .param("units", units)
        .update();
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

  /**
   * Begins a month with what was used before it was counted here, unless it has begun. Of those who
   * find no counter at the same moment one begins the month and all take from it.
   */
  private void begin(Counter counter, String usedBefore, LocalDateTime month) {
    counter(
            counter,
            "INSERT IGNORE INTO ai_usage_counter (scope_type, scope_id, period, used)"
                + " VALUES (:scope, :id, :period, ("
                + usedBefore
                + "))")
        .param("since", KoreanTime.toUtc(month))
        .update();
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
   * @param row where that is noted
   * @param used how much of the month's limit is used, this unit included
   */
  record Reservation(Counter counter, long row, int used) {

    /** What is left of a limit; {@code UNLIMITED} of an unlimited one. */
    int left(int limit) {
      return limit == PlanLimits.UNLIMITED ? limit : Math.max(0, limit - used);
    }
  }
}
