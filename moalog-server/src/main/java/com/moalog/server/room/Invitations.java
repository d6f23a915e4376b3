package com.moalog.server.room;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.moalog.server.database.Transactions;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.model.TimeText;
import com.moalog.server.room.model.InviteCode;
import java.time.LocalDateTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Lets members into rooms by invite code, and renews codes. Thread-safe. */
@Service
class Invitations {

  private static final Logger LOG = LoggerFactory.getLogger(Invitations.class);
  private static final int CODE_ATTEMPTS = 5;

  private final JdbcClient database;
  private final Transactions transactions;
  private final Memberships memberships;
  private final RoomAccess access;
  private final RoomSources sources;

  Invitations(
      JdbcClient database,
      Transactions transactions,
      Memberships memberships,
      RoomAccess access,
      RoomSources sources) {
    this.database = database;
    this.transactions = transactions;
    this.memberships = memberships;
    this.access = access;
    this.sources = sources;
  }

  /** The room that the code opens, expired or not. */
  Optional<Invitation> find(InviteCode code) {
    return database
        .sql(
            """
            SELECT retrospect_room_id, title, invition_url, invite_code_created_at
            FROM retro_room WHERE invition_url = :code
            """)
        .param("code", code.text())
        .query((row, _) ->
            new Invitation(
                new RoomId(row.getLong(1)),
                row.getString(2),
                row.getString(3),
                row.getObject(4, LocalDateTime.class)))
        .optional();
  }

  /** Makes the caller a member of the room. */
  Joined join(MemberId caller, Invitation invitation) {
    LocalDateTime now = KoreanTime.nowInUtc(sources.clock());
    if (InviteCode.isExpired(invitation.createdAt(), now)) {
      throw Refusal.of(ErrorCode.INVITE_EXPIRED);
    }
    try {
      transactions.run(() -> {
        memberships.lockMember(caller);
        memberships.admit(invitation.room(), caller, now);
      });
    } catch (DuplicateKeyException alreadyInside) {
      throw Refusal.of(ErrorCode.ALREADY_ROOM_MEMBER);
    }
    return new Joined(invitation.room().value(), invitation.title(), TimeText.dateTime(now));
  }

  /** The current code of a room; for members of the room. */
  Code codeOf(RoomId room, MemberId caller) {
    access.requireInside(room, caller);
    return database
        .sql(
            "SELECT invition_url, invite_code_created_at FROM retro_room WHERE retrospect_room_id = :room")
        .param("room", room.value())
        .query((row, _) -> code(room, row.getString(1), row.getObject(2, LocalDateTime.class)))
        .optional()
        .orElseThrow(() -> Refusal.of(ErrorCode.ROOM_NOT_FOUND));
  }

  /** Replaces the code of a room, which makes links with the old one useless; for the owner. */
  Code renew(RoomId room, MemberId caller) {
    access.requireOwner(room, caller);
    for (int attempt = 1; attempt < CODE_ATTEMPTS; attempt++) {
      try {
        return renewOnce(room);
      } catch (DuplicateKeyException collision) {
        LOG.info("invite code of attempt {} exists already", attempt);
      }
    }
    return renewOnce(room);
  }

  private Code renewOnce(RoomId room) {
    InviteCode code = InviteCode.random(sources.random());
    LocalDateTime now = KoreanTime.nowInUtc(sources.clock());
    database
        .sql(
            """
            UPDATE retro_room
            SET invition_url = :code, invite_code_created_at = :now, updated_at = :now
            WHERE retrospect_room_id = :room
            """)
        .param("code", code.text())
        .param("now", now)
        .param("room", room.value())
        .update();
    return code(room, code.text(), now);
  }

  private Code code(RoomId room, String text, LocalDateTime createdAt) {
    LocalDateTime now = KoreanTime.nowInUtc(sources.clock());
    return new Code(
        room.value(),
        text,
        TimeText.dateTime(createdAt.plusDays(InviteCode.VALID_DAYS)),
        InviteCode.isExpired(createdAt, now));
  }

  record Invitation(RoomId room, String title, String code, LocalDateTime createdAt) {}

  record Joined(long retroRoomId, String title, String joinedAt) {}

  record Code(
      long retroRoomId,
      String inviteCode,
      String expiresAt,
      @JsonProperty("isExpired") boolean expired) {}
}
