package com.moalog.server.retrospect;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.moalog.server.database.Transactions;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.RetrospectRows.Progress;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.room.RoomAccess;
import com.moalog.server.room.model.Standing;
import org.springframework.stereotype.Service;

/** Plans and deletes retrospects. Thread-safe. */
@Service
class Retrospects {

  /** With fewer submissions than this a reader can guess who wrote what. */
  static final int LARGE_GROUP = 4;

  private final RetrospectRows rows;
  private final Transactions transactions;
  private final RetrospectAccess access;
  private final RoomAccess rooms;
  private final AnonymousAnswers anonymousAnswers;

  Retrospects(
      RetrospectRows rows,
      Transactions transactions,
      RetrospectAccess access,
      RoomAccess rooms,
      AnonymousAnswers anonymousAnswers) {
    this.rows = rows;
    this.transactions = transactions;
    this.access = access;
    this.rooms = rooms;
    this.anonymousAnswers = anonymousAnswers;
  }

  /** Plans a retrospect in one of the caller's rooms. */
  Created create(MemberId caller, Proposal proposal) {
    Proposal.Plan plan = proposal.checked(rows.nowInKorea());
    return switch (rooms.standing(plan.room(), caller)) {
      case NO_ROOM -> throw Refusal.of(ErrorCode.NOT_FOUND);
      case OUTSIDER -> throw Refusal.of(ErrorCode.NO_ACCESS);
      case MEMBER, OWNER ->
          new Created(
              transactions.compute(() -> insert(caller, plan)), plan.room().value(), plan.title());
    };
  }

  private long insert(MemberId caller, Proposal.Plan plan) {
    long id = rows.insert(plan, caller);
    if (plan.anonymous()) {
      anonymousAnswers.prepare(plan.toRetrospect(new RetrospectId(id), caller));
    }
    return id;
  }

  /** Whether the retrospect is anonymous, and how well that protects. */
  Mode mode(MemberId caller, RetrospectId id) {
    access.require(id, caller).requireInside(ErrorCode.NO_ACCESS);
    return mode(id);
  }

  /** The same of a retrospect that the caller was found to belong to; one query. */
  Mode mode(RetrospectId id) {
    return mode(rows.progress(id, false));
  }

  /** Makes the retrospect anonymous or not, as long as nothing has been written in it. */
  Mode changeMode(MemberId caller, RetrospectId id, boolean anonymous) {
    Retrospect retrospect = requireMaker(caller, id, ErrorCode.NO_ACCESS);
    return transactions.compute(() -> {
      Progress progress = rows.progress(id, true);
      if (progress.anonymous() != anonymous) {
        if (progress.begun() || progress.submitters() > 0) {
          throw Refusal.of(ErrorCode.MODE_LOCKED);
        }
        rows.setAnonymous(retrospect, anonymous);
        if (anonymous) {
          anonymousAnswers.prepare(retrospect);
        }
        rows.announceMode(id, anonymous);
      }
      return mode(rows.progress(id, false));
    });
  }

  private static Mode mode(Progress progress) {
    return new Mode(
        progress.anonymous(),
        progress.begun() || progress.submitters() > 0,
        progress.submitters(),
        progress.anonymous() && progress.submitters() < LARGE_GROUP);
  }

  /** Deletes a retrospect; for its creator and the owner of its room. */
  void delete(MemberId caller, RetrospectId id) {
    requireMaker(caller, id, ErrorCode.RETROSPECT_NOT_FOUND);
    transactions.run(() -> rows.delete(id));
  }

  private Retrospect requireMaker(MemberId caller, RetrospectId id, ErrorCode outside) {
    RetrospectView view = access.require(id, caller).requireInside(outside);
    boolean creator = caller.equals(view.retrospect().createdBy());
    if (!creator && view.standing() != Standing.OWNER) {
      throw Refusal.of(ErrorCode.NO_ACCESS);
    }
    return view.retrospect();
  }

  record Created(long retrospectId, long retroRoomId, String projectName) {}

  /**
   * How answers are shown.
   *
   * @param locked whether something has been written, so that it stays as it is
   * @param smallGroup whether so few have submitted that readers can guess
   */
  record Mode(
      boolean anonymous,
      boolean locked,
      long submitters,
      @JsonProperty("isSmallGroup") boolean smallGroup) {}
}
