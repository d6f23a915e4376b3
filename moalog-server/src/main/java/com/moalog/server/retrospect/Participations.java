package com.moalog.server.retrospect;

import com.moalog.server.database.Transactions;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.member.Member;
import com.moalog.server.member.Members;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.model.Retrospect;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Lets members take part in retrospects. Thread-safe. */
@Service
class Participations {

  private final RetrospectRows rows;
  private final Transactions transactions;
  private final RetrospectAccess access;
  private final Members members;
  private final ParticipationNews news;

  Participations(
      RetrospectRows rows,
      Transactions transactions,
      RetrospectAccess access,
      Members members,
      ParticipationNews news) {
    this.rows = rows;
    this.transactions = transactions;
    this.access = access;
    this.members = members;
    this.news = news;
  }

  /** Makes the caller a participant, with room for five answers. */
  Participant participate(MemberId caller, RetrospectId id) {
    RetrospectView view = access.require(id, caller).requireInside(ErrorCode.RETROSPECT_NOT_FOUND);
    Retrospect retrospect = view.retrospect();
    if (!rows.nowInKorea().isBefore(retrospect.startTime())) {
      throw Refusal.of(ErrorCode.RETROSPECT_STARTED);
    }
    if (view.participation() != null) {
      throw Refusal.of(ErrorCode.ALREADY_PARTICIPANT);
    }
    Member member = members.find(caller).orElseThrow(() -> Refusal.of(ErrorCode.NOT_SIGNED_IN));
    try {
      long participation =
          transactions.compute(() -> {
            long inserted = rows.insertParticipation(retrospect, caller);
            news.joined(id);
            return inserted;
          });
      return new Participant(participation, caller.value(), member.displayName());
    } catch (DuplicateKeyException lostRace) {
      throw Refusal.of(ErrorCode.ALREADY_PARTICIPANT);
    }
  }

  record Participant(long participantId, long memberId, String nickname) {}
}
