package com.moalog.server.room;

import com.moalog.server.database.Insertion;
import com.moalog.server.database.Transactions;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.model.TimeText;
import com.moalog.server.room.model.InviteCode;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Creates, renames, orders and deletes rooms. Thread-safe; each method is one transaction. */
@Service
class Rooms {

  /** How many codes are tried before giving up: two collisions in a row are already a miracle. */
  private static final int CODE_ATTEMPTS = 5;

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final Transactions transactions;
  private final Memberships memberships;
  private final RoomAccess access;
  private final RoomSources sources;

  Rooms(
      JdbcTemplate batches,
      Transactions transactions,
      Memberships memberships,
      RoomAccess access,
      RoomSources sources) {
    this.database = JdbcClient.create(batches);
    this.batches = batches;
    this.transactions = transactions;
    this.memberships = memberships;
    this.access = access;
    this.sources = sources;
  }

  /** Opens a room that the caller owns. */
  Created create(MemberId caller, String title, @Nullable String description) {
    for (int attempt = 1; attempt < CODE_ATTEMPTS; attempt++) {
      try {
        return transactions.compute(() -> createOnce(caller, title, description));
      } catch (DuplicateKeyException codeOrTitle) {
        refuseUsedTitle(caller, title, new RoomId(0));
      }
    }
    return transactions.compute(() -> createOnce(caller, title, description));
  }

  private Created createOnce(MemberId caller, String title, @Nullable String description) {
    memberships.lockMember(caller);
    refuseUsedTitle(caller, title, new RoomId(0));
    InviteCode code = InviteCode.random(sources.random());
    LocalDateTime now = KoreanTime.nowInUtc(sources.clock());
    long room =
        Insertion.idOf(
            database
                .sql(
                    """
                    INSERT INTO retro_room (title, description, invition_url,
                      invite_code_created_at, created_at, updated_at, owner_member_id)
                    VALUES (:title, :description, :code, :now, :now, :now, :owner)
                    """)
                .param("title", title)
                .param("description", description)
                .param("code", code.text())
                .param("now", now)
                .param("owner", caller.value()));
    memberships.add(new RoomId(room), caller, "OWNER", now);
    return new Created(room, title, code.text());
  }

  /** Titles are unique among the rooms of one owner; old rows know the owner by the role alone. */
  private void refuseUsedTitle(MemberId owner, String title, RoomId except) {
    boolean used =
        database
            .sql(
                """
                SELECT retro_room.retrospect_room_id FROM retro_room
                JOIN member_retro_room membership
                  ON membership.retrospect_room_id = retro_room.retrospect_room_id
                WHERE membership.member_id = :owner AND membership.role = 'OWNER'
                  AND retro_room.title = :title AND retro_room.retrospect_room_id <> :except
                LIMIT 1
                """)
            .param("owner", owner.value())
            .param("title", title)
            .param("except", except.value())
            .query(Long.class)
            .optional()
            .isPresent();
    if (used) {
      throw Refusal.of(ErrorCode.ROOM_TITLE_TAKEN);
    }
  }

  /** Gives a room another name. */
  Renamed rename(MemberId caller, RoomId room, String title) {
    LocalDateTime now = KoreanTime.nowInUtc(sources.clock());
    try {
      transactions.run(() -> {
        access.requireOwner(room, caller);
        refuseUsedTitle(caller, title, room);
        database
            .sql(
                """
                UPDATE retro_room
                SET title = :title, owner_member_id = :owner, updated_at = :now
                WHERE retrospect_room_id = :room
                """)
            .param("title", title)
            .param("owner", caller.value())
            .param("now", now)
            .param("room", room.value())
            .update();
      });
    } catch (DuplicateKeyException lostRace) {
      throw Refusal.of(ErrorCode.ROOM_TITLE_TAKEN);
    }
    return new Renamed(room.value(), title, TimeText.dateTime(now));
  }

  /** Deletes a room; the database deletes everything below it. */
  Deleted delete(MemberId caller, RoomId room) {
    transactions.run(() -> {
      access.requireOwner(room, caller);
      database
          .sql("DELETE FROM retro_room WHERE retrospect_room_id = :room")
          .param("room", room.value())
          .update();
    });
    return new Deleted(room.value(), TimeText.dateTime(KoreanTime.nowInUtc(sources.clock())));
  }

  /** Sorts the caller's own list of rooms; three statements however many rooms there are. */
  void reorder(MemberId caller, List<Place> places) {
    List<Long> rooms = places.stream().map(Place::room).toList();
    transactions.run(() -> {
      if (count("SELECT COUNT(*) FROM retro_room WHERE retrospect_room_id IN (:rooms)", rooms)
          < rooms.size()) {
        throw Refusal.of(ErrorCode.ROOM_NOT_FOUND);
      }
      if (memberships.countIn(rooms, caller) < rooms.size()) {
        throw Refusal.of(ErrorCode.NO_ACCESS);
      }
      store(caller, places);
    });
  }

  private long count(String query, List<Long> rooms) {
    return database.sql(query).param("rooms", rooms).query(Long.class).single();
  }

  private void store(MemberId caller, List<Place> places) {
    batches.batchUpdate(
        "UPDATE member_retro_room SET order_index = ? WHERE member_id = ? AND retrospect_room_id = ?",
        places.stream()
            .map(place -> new Object[] {place.index(), caller.value(), place.room()})
            .toList());
  }

  /** Where the caller wants a room in the own list. */
  record Place(long room, int index) {}

  record Created(long retroRoomId, String title, String inviteCode) {}

  record Renamed(long retroRoomId, String retroRoomName, String updatedAt) {}

  record Deleted(long retroRoomId, String deletedAt) {}
}
