package com.moalog.server.actionitem;

import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.room.RoomAccess;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * How much of what a room decided was done. Rates are whole per cent of the items that are no
 * longer open, so a young item does not count against its team. Thread-safe.
 */
@Service
public class KeptRates {

  private static final int MONTHS = 12;
  private static final int PERCENT = 100;

  private final JdbcClient database;
  private final RoomAccess rooms;
  private final Clock clock;

  KeptRates(JdbcClient database, RoomAccess rooms, Clock clock) {
    this.database = database;
    this.rooms = rooms;
    this.clock = clock;
  }

  /** The rates of one of the caller's rooms over the last twelve months in Korea. */
  public Kept ofRoom(MemberId caller, RoomId room) {
    rooms.requireInside(room, caller);
    Map<YearMonth, Counts> byMonth = byMonth(room);
    Counts all = byMonth.values().stream().reduce(Counts.NONE, Counts::plus);
    YearMonth present = YearMonth.from(KoreanTime.nowInKorea(clock));
    List<Month> months = new ArrayList<>();
    for (int back = MONTHS - 1; back >= 0; back--) {
      YearMonth month = present.minusMonths(back);
      Counts counts = byMonth.getOrDefault(month, Counts.NONE);
      months.add(new Month(month.toString(), counts.made(), counts.done(), counts.rate()));
    }
    return new Kept(all.done(), all.dropped(), all.open(), all.rate(), months);
  }

  private Map<YearMonth, Counts> byMonth(RoomId room) {
    Map<YearMonth, Counts> months = new HashMap<>();
    database
        .sql(
            """
            SELECT EXTRACT(YEAR_MONTH FROM DATE_ADD(created_at, INTERVAL 9 HOUR)) AS made_in,
              SUM(status = 'DONE'), SUM(status = 'DROPPED'), SUM(status = 'OPEN')
            FROM action_item WHERE retrospect_room_id = :room AND created_at >= :begin
            GROUP BY made_in
            """)
        .param("room", room.value())
        .param("begin", begin())
        .query(row -> {
          int number = row.getInt(1);
          months.put(
              YearMonth.of(number / PERCENT, number % PERCENT),
              new Counts(row.getLong(2), row.getLong(3), row.getLong(4)));
        });
    return months;
  }

  private LocalDateTime begin() {
    YearMonth first = YearMonth.from(KoreanTime.nowInKorea(clock)).minusMonths(MONTHS - 1L);
    return KoreanTime.toUtc(first.atDay(1).atStartOfDay());
  }

  private record Counts(long done, long dropped, long open) {

    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(done + other.done, dropped + other.dropped, open + other.open);
    }

    long made() {
      return done + dropped + open;
    }

    @Nullable Integer rate() {
      long closed = done + dropped;
      return closed == 0 ? null : (int) Math.round((double) PERCENT * done / closed);
    }
  }

  /** What a room made of its items. */
  public record Kept(
      long kept, long dropped, long open, @Nullable Integer keptRate, List<Month> months) {

    public Kept {
      months = List.copyOf(months);
    }
  }

  /** The items that were made in one month. */
  public record Month(String month, long made, long kept, @Nullable Integer keptRate) {}
}
