package com.moalog.server.retrospect;

import com.moalog.server.database.Transactions;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.member.Member;
import com.moalog.server.member.Members;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.room.RoomAccess;
import com.moalog.server.room.model.Standing;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Creates and deletes retrospects and lets members take part. Thread-safe. */
@Service
class Retrospects {

  private final RetrospectRows rows;
  private final Transactions transactions;
  private final RetrospectAccess access;
  private final RoomAccess rooms;
  private final Members members;

  Retrospects(
      RetrospectRows rows,
      Transactions transactions,
      RetrospectAccess access,
      RoomAccess rooms,
      Members members) {
    this.rows = rows;
    this.transactions = transactions;
    this.access = access;
    this.rooms = rooms;
    this.members = members;
  }

  /** Plans a retrospect in one of the caller's rooms. */
  Created create(MemberId caller, Proposal proposal) {
    Proposal.Plan plan = proposal.checked(rows.nowInKorea());
    return switch (rooms.standing(plan.room(), caller)) {
      case NO_ROOM -> throw Refusal.of(ErrorCode.NOT_FOUND);
      case OUTSIDER -> throw Refusal.of(ErrorCode.NO_ACCESS);
      case MEMBER, OWNER ->
          new Created(
              transactions.compute(() -> rows.insert(plan, caller)),
              plan.room().value(),
              plan.title());
    };
  }

  /** Makes the caller a participant, with five empty answers. */
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
      long participation = transactions.compute(() -> rows.insertParticipation(retrospect, caller));
      return new Participant(participation, caller.value(), member.displayName());
    } catch (DuplicateKeyException lostRace) {
      throw Refusal.of(ErrorCode.ALREADY_PARTICIPANT);
    }
  }

  /** Deletes a retrospect; for its creator and the owner of its room. */
  void delete(MemberId caller, RetrospectId id) {
    RetrospectView view = access.require(id, caller).requireInside(ErrorCode.RETROSPECT_NOT_FOUND);
    boolean creator = caller.equals(view.retrospect().createdBy());
    if (!creator && view.standing() != Standing.OWNER) {
      throw Refusal.of(ErrorCode.NO_ACCESS);
    }
    transactions.run(() -> rows.delete(id));
  }

  record Created(long retrospectId, long retroRoomId, String projectName) {}

  record Participant(long participantId, long memberId, String nickname) {}
}
