package com.moalog.server.member;

import com.moalog.server.database.Transactions;
import com.moalog.server.model.MemberId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Deletes a member for good. The database deletes comments, likes and sessions with the row, and
 * keeps answers, participations and memberships without their author. Thread-safe.
 */
@Service
class Withdrawal {

  private final JdbcClient database;
  private final Transactions transactions;
  private final Members members;
  private final List<Departure> departures;

  Withdrawal(
      JdbcClient database, Transactions transactions, Members members, List<Departure> departures) {
    this.database = database;
    this.transactions = transactions;
    this.members = members;
    this.departures = List.copyOf(departures);
  }

  /** Deletes the member; false when there is none. */
  boolean of(MemberId member) {
    return transactions.compute(() -> {
      if (!members.lock(member)) {
        return false;
      }
      departures.forEach(departure -> departure.beforeDeletionOf(member));
      database
          .sql("DELETE FROM member WHERE member_id = :member")
          .param("member", member.value())
          .update();
      return true;
    });
  }
}
