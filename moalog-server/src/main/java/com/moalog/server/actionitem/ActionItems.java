package com.moalog.server.actionitem;

import com.moalog.server.actionitem.ActionItemRows.Stored;
import com.moalog.server.actionitem.ActionItemRows.Wanted;
import com.moalog.server.actionitem.NewActionItem.Draft;
import com.moalog.server.database.Transactions;
import com.moalog.server.event.EventLog;
import com.moalog.server.event.LiveEvent;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Page;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.ResponseId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import com.moalog.server.retrospect.RetrospectAccess;
import com.moalog.server.room.RoomAccess;
import com.moalog.server.room.model.Standing;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Makes, changes and shows action items. Thread-safe. */
@Service
class ActionItems {

  /** Items that one retrospect may lead to: more are not kept anyway. */
  static final int MOST_OF_RETROSPECT = 3;

  /** Open items of one room. */
  static final int MOST_OPEN = 200;

  private final ActionItemRows rows;
  private final MissionProposals proposals;
  private final Transactions transactions;
  private final Access access;
  private final EventLog events;

  ActionItems(
      ActionItemRows rows,
      MissionProposals proposals,
      Transactions transactions,
      Access access,
      EventLog events) {
    this.rows = rows;
    this.proposals = proposals;
    this.transactions = transactions;
    this.access = access;
    this.events = events;
  }

  /** Makes an item in one of the caller's rooms. */
  ActionItem make(MemberId caller, RoomId room, Draft draft) {
    access.rooms().requireInside(room, caller);
    return transactions.compute(() -> {
      rows.lockRoom(room);
      requireOrigin(caller, room, draft.origin());
      MemberId owner = draft.owner();
      requireOwner(room, owner == null ? null : owner.value());
      requirePlace(room);
      long id = rows.insert(room, draft, caller);
      NewActionItem.Origin origin = draft.origin();
      tell(origin == null ? null : origin.retrospect().value(), id);
      return rows.get(id);
    });
  }

  private void requireOrigin(MemberId caller, RoomId room, NewActionItem.@Nullable Origin origin) {
    if (origin == null) {
      return;
    }
    RetrospectId retrospect = origin.retrospect();
    boolean ours =
        access
            .retrospects()
            .find(retrospect, caller)
            .filter(view -> view.retrospect().room().equals(room))
            .isPresent();
    if (!ours) {
      throw Refusal.of(ErrorCode.RETROSPECT_NOT_FOUND);
    }
    ResponseId answer = origin.answer();
    if (answer != null && !rows.belongs(answer, retrospect)) {
      throw Refusal.of(ErrorCode.RESPONSE_NOT_FOUND);
    }
    if (rows.madeIn(retrospect) >= MOST_OF_RETROSPECT) {
      throw Refusal.of(ErrorCode.ACTION_ITEMS_OF_RETROSPECT);
    }
  }

  private void requireOwner(RoomId room, @Nullable Long owner) {
    boolean belongs =
        owner == null || access.rooms().standing(room, new MemberId(owner)).isInside();
    if (!belongs) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "ownerMemberId");
    }
  }

  private void requirePlace(RoomId room) {
    if (rows.openInRoom(room) >= MOST_OPEN) {
      throw Refusal.of(ErrorCode.TOO_MANY_ACTION_ITEMS);
    }
  }

  /** Changes an item of one of the caller's rooms. */
  ActionItem change(MemberId caller, long id, Change change) {
    RoomId room = requireInside(caller, id);
    return transactions.compute(() -> {
      rows.lockRoom(room);
      Stored old = rows.findLocked(id).orElseThrow(ActionItems::missing);
      Stored changed = change.applied(old);
      if (!Objects.equals(old.owner(), changed.owner())) {
        requireOwner(room, changed.owner());
      }
      boolean moving = old.status() != changed.status();
      if (moving && changed.status() == ActionItemStatus.OPEN) {
        requirePlace(room);
      }
      rows.update(id, changed, moving);
      tell(old.retrospect(), id);
      return rows.get(id);
    });
  }

  /** Deletes an item; for who made it and the owner of the room. */
  void delete(MemberId caller, long id) {
    RoomId room = requireInside(caller, id);
    Standing standing = access.rooms().standing(room, caller);
    transactions.run(() -> {
      Stored item = rows.findLocked(id).orElseThrow(ActionItems::missing);
      boolean creator = Objects.equals(item.creator(), caller.value());
      if (!creator && standing != Standing.OWNER) {
        throw Refusal.of(ErrorCode.NO_ACCESS);
      }
      rows.delete(id);
      tell(item.retrospect(), id);
    });
  }

  private RoomId requireInside(MemberId caller, long id) {
    RoomId room = rows.roomOf(id).orElseThrow(ActionItems::missing);
    access.rooms().requireInside(room, caller);
    return room;
  }

  private static Refusal missing() {
    return Refusal.of(ErrorCode.ACTION_ITEM_NOT_FOUND);
  }

  private void tell(@Nullable Long retrospect, long item) {
    if (retrospect != null) {
      events.append(new RetrospectId(retrospect), new LiveEvent.ActionItemChanged(item));
    }
  }

  /** A page of the items of a room, the newest first. */
  Page<ActionItem> inRoom(MemberId caller, RoomId room, Wanted wanted) {
    access.rooms().requireInside(room, caller);
    Wanted oneMore = new Wanted(wanted.status(), wanted.cursor(), wanted.limit() + 1);
    return Page.of(rows.inRoom(room, oneMore), wanted.limit(), ActionItem::actionItemId);
  }

  /** What a retrospect opened with and led to. */
  OfRetrospect of(MemberId caller, RetrospectId id) {
    RoomId room =
        access
            .retrospects()
            .require(id, caller)
            .requireInside(ErrorCode.NO_ACCESS)
            .retrospect()
            .room();
    return new OfRetrospect(
        rows.openedWith(room, id, MOST_OPEN),
        rows.of(id, MOST_OF_RETROSPECT),
        proposals.of(id, MOST_OF_RETROSPECT));
  }

  /**
   * The items around one retrospect.
   *
   * @param open what it opened with
   * @param made what was made in it
   * @param proposals what its analysis proposes
   */
  record OfRetrospect(
      List<ActionItem> open, List<ActionItem> made, List<MissionProposals.Proposal> proposals) {}

  /** Who may do what. */
  record Access(RoomAccess rooms, RetrospectAccess retrospects) {}
}
