package com.moalog.server.export;

import com.moalog.server.database.Transactions;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.room.RoomAccess;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings documents into rooms: all of one or nothing, and each document into a room only once,
 * however often it is sent. Thread-safe.
 */
@Service
class Imports {

  private final RoomAccess rooms;
  private final Transactions transactions;
  private final DocumentWriter writer;
  private final Ledger ledger;

  Imports(RoomAccess rooms, Transactions transactions, DocumentWriter writer, Ledger ledger) {
    this.rooms = rooms;
    this.transactions = transactions;
    this.writer = writer;
    this.ledger = ledger;
  }

  /** Imports a document for the owner of the room. */
  Imported run(MemberId caller, RoomId room, Document document) {
    rooms.requireOwner(room, caller);
    try {
      DocumentCheck.pass(document);
    } catch (BadDocumentException bad) {
      throw Refusal.ofField(ErrorCode.IMPORT_INVALID, String.valueOf(bad.getMessage()));
    }
    try {
      return transactions.compute(() -> {
        ledger.enter(room, document);
        return writer.write(caller, room, document);
      });
    } catch (DuplicateKeyException known) {
      return new Imported(0, 0, 0, 0, true);
    }
  }

  /**
   * What was imported.
   *
   * @param skipped whether the document had been imported before, so that nothing was done
   */
  record Imported(
      long retrospects, long answers, long comments, long actionItems, boolean skipped) {}

  /** Knows which documents a room has. Thread-safe. */
  @Service
  static class Ledger {

    private final JdbcClient database;
    private final JsonMapper json;
    private final Clock clock;

    Ledger(JdbcClient database, JsonMapper json, Clock clock) {
      this.database = database;
      this.json = json;
      this.clock = clock;
    }

    /**
     * Notes a document; what it says counts, not how it is laid out.
     *
     * @throws DuplicateKeyException when the room has it
     */
    void enter(RoomId room, Document document) {
      database
          .sql(
              """
              INSERT INTO room_import (retrospect_room_id, document_hash, imported_at)
              VALUES (:room, :hash, :now)
              """)
          .param("room", room.value())
          .param("hash", hash(json.writeValueAsBytes(document)))
          .param("now", KoreanTime.nowInUtc(clock))
          .update();
    }

    private static String hash(byte[] bytes) {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every JDK has SHA-256", impossible);
      }
    }
  }
}
