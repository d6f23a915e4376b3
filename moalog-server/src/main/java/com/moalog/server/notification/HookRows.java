package com.moalog.server.notification;

import com.moalog.server.model.Language;
import com.moalog.server.model.RoomId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the news of rooms go. Thread-safe; takes part in the caller's transaction. */
final class HookRows {

  private final JdbcClient database;

  HookRows(JdbcClient database) {
    this.database = database;
  }

  /** A hook and the random number that its secret follows from. */
  record Kept(Hook hook, String nonce) {}

  Optional<Kept> find(RoomId room) {
    return database
        .sql(
            """
            SELECT url, format, events, language, nonce FROM room_hook
            WHERE retrospect_room_id = :room
            """)
        .param("room", room.value())
        .query((row, _) -> kept(row))
        .optional();
  }

  /** Keeps a hook in place of the room's present one. */
  void save(RoomId room, Kept kept) {
    Hook hook = kept.hook();
    database
        .sql(
            """
            INSERT INTO room_hook (retrospect_room_id, url, format, events, language, nonce)
            VALUES (:room, :url, :format, :events, :language, :nonce)
            ON DUPLICATE KEY UPDATE url = :url, format = :format, events = :events,
              language = :language, nonce = :nonce
            """)
        .param("room", room.value())
        .param("url", hook.url().toString())
        .param("format", hook.format().name())
        .param("events", names(hook.events()))
        .param("language", hook.language().name())
        .param("nonce", kept.nonce())
        .update();
  }

  /** Forgets the room's hook and what it was still to be told; false when there is none. */
  boolean delete(RoomId room) {
    return database
            .sql("DELETE FROM room_hook WHERE retrospect_room_id = :room")
            .param("room", room.value())
            .update()
        == 1;
  }

  /** As the database writes a set. */
  static String names(Set<HookEvent> events) {
    return events.stream().sorted().map(HookEvent::name).collect(Collectors.joining(","));
  }

  /** The hook of a row that has its columns. */
  static Kept kept(ResultSet row) throws SQLException {
    Set<HookEvent> events = EnumSet.noneOf(HookEvent.class);
    Arrays.stream(row.getString("events").split(",", -1))
        .map(HookEvent::valueOf)
        .forEach(events::add);
    return new Kept(
        new Hook(
            URI.create(row.getString("url")),
            HookFormat.valueOf(row.getString("format")),
            events,
            Language.valueOf(row.getString("language"))),
        row.getString("nonce"));
  }
}
