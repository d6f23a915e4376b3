package com.moalog.server.ai;

import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.RoomId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the AI has cost a room, by months of the Korean calendar. An answer is written down at once,
 * in a statement of its own: the provider charges for it even when the analysis fails afterwards
 * and its unit of the quota is given back, or when the server dies. Thread-safe.
 */
@Repository
class Spend {

  /** As far back as members can look. */
  static final int MONTHS = 12;

  private static final DateTimeFormatter PERIOD = DateTimeFormatter.ofPattern("uuuuMM");

  private final JdbcClient database;
  private final Clock clock;

  Spend(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The bill of a room. */
  Bill billOf(RoomId room) {
    return charge -> add(room, charge);
  }

  private void add(RoomId room, Charge charge) {
    database
        .sql(
            """
            INSERT INTO ai_spend
              (retrospect_room_id, period, calls, prompt_tokens, completion_tokens, dollars)
            SELECT retrospect_room_id, :period, 1, :sent, :answered, :dollars
            FROM retro_room WHERE retrospect_room_id = :room
            ON DUPLICATE KEY UPDATE calls = calls + 1, prompt_tokens = prompt_tokens + :sent,
              completion_tokens = completion_tokens + :answered, dollars = dollars + :dollars
            """)
        .param("period", PERIOD.format(thisMonth()))
        .param("sent", charge.promptTokens())
        .param("answered", charge.completionTokens())
        .param("dollars", charge.dollars())
        .param("room", room.value())
        .update();
  }

  /** The present month, also when nothing was spent in it, and those before, newest first. */
  List<Month> monthsOf(RoomId room) {
    YearMonth present = thisMonth();
    List<Month> months = new ArrayList<>();
    database
        .sql(
            """
            SELECT period, calls, prompt_tokens, completion_tokens, dollars FROM ai_spend
            WHERE retrospect_room_id = :room AND period > :before ORDER BY period DESC
            """)
        .param("room", room.value())
        .param("before", PERIOD.format(present.minusMonths(MONTHS)))
        .query((row, _) ->
            new Month(
                YearMonth.parse(row.getString("period"), PERIOD).toString(),
                row.getLong("calls"),
                row.getLong("prompt_tokens"),
                row.getLong("completion_tokens"),
                row.getBigDecimal("dollars")))
        .list()
        .forEach(months::add);
    if (months.isEmpty() || !months.getFirst().month().equals(present.toString())) {
      months.addFirst(new Month(present.toString(), 0, 0, 0, BigDecimal.ZERO));
    }
    return months;
  }

  private YearMonth thisMonth() {
    return YearMonth.from(KoreanTime.nowInKorea(clock));
  }

  /**
   * What was spent in a month, in the shape of the API.
   *
   * @param month as in {@code 2026-11}
   * @param calls answers that came from an analyst, the built-in one too
   */
  record Month(
      String month, long calls, long promptTokens, long completionTokens, BigDecimal costUsd) {

    Month {
      costUsd = plain(costUsd);
    }

    /** Without the zeros that fill the column, and not as a power of ten. */
    private static BigDecimal plain(BigDecimal amount) {
      BigDecimal stripped = amount.stripTrailingZeros();
      return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
  }
}
