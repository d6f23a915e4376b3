package com.moalog.server.retrospect;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import com.moalog.server.retrospect.model.Participation;
import com.moalog.server.retrospect.model.ParticipationStatus;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.retrospect.model.RetrospectMethod;
import com.moalog.server.room.model.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds a retrospect together with the caller's rights to it. Thread-safe; one query per call. */
@Component
public class RetrospectAccess {

  private static final String SELECT =
      """
      SELECT retrospects.retrospect_id, retrospects.retrospect_room_id, retrospects.title,
        retrospects.retrospect_method, retrospects.start_time,
        retrospects.insight IS NOT NULL AS analysed, retrospects.anonymous,
        retrospects.created_by,
        membership.role, participation.member_retro_id, participation.status
      FROM retrospects
      LEFT JOIN member_retro_room membership
        ON membership.retrospect_room_id = retrospects.retrospect_room_id
        AND membership.member_id = :member
      LEFT JOIN member_retro participation
        ON participation.retrospect_id = retrospects.retrospect_id
        AND participation.member_id = :member
      WHERE retrospects.retrospect_id = :retrospect
      """;

  private final JdbcClient database;

  RetrospectAccess(JdbcClient database) {
    this.database = database;
  }

  /** The retrospect as the member stands to it, if it exists. */
  public Optional<RetrospectView> find(RetrospectId retrospect, MemberId member) {
    return find(SELECT, retrospect, member);
  }

  /** The retrospect as the member stands to it; refused with 404 when it does not exist. */
  public RetrospectView require(RetrospectId retrospect, MemberId member) {
    return find(retrospect, member).orElseThrow(RetrospectAccess::missing);
  }

  /**
   * Like {@link #require}, and locks the member's participation until the transaction ends, so that
   * its status cannot change meanwhile, nor whether the retrospect is anonymous.
   */
  RetrospectView requireLocked(RetrospectId retrospect, MemberId member) {
    return find(
            SELECT + " FOR UPDATE OF participation FOR SHARE OF retrospects", retrospect, member)
        .orElseThrow(RetrospectAccess::missing);
  }

  private static Refusal missing() {
    return Refusal.of(ErrorCode.RETROSPECT_NOT_FOUND);
  }

  private Optional<RetrospectView> find(String query, RetrospectId retrospect, MemberId member) {
    return database
        .sql(query)
        .param("retrospect", retrospect.value())
        .param("member", member.value())
        .query(RetrospectAccess::view)
        .optional();
  }

  private static RetrospectView view(ResultSet row, int number) throws SQLException {
    String role = row.getString("role");
    Retrospect retrospect =
        new Retrospect(
            new RetrospectId(row.getLong("retrospect_id")),
            new RoomId(row.getLong("retrospect_room_id")),
            row.getString("title"),
            RetrospectMethod.valueOf(row.getString("retrospect_method")),
            row.getObject("start_time", LocalDateTime.class),
            row.getBoolean("analysed"),
            row.getBoolean("anonymous"),
            creator(row));
    return new RetrospectView(
        retrospect, role == null ? Standing.OUTSIDER : Standing.valueOf(role), participation(row));
  }

  private static @Nullable MemberId creator(ResultSet row) throws SQLException {
    long id = row.getLong("created_by");
    return row.wasNull() ? null : new MemberId(id);
  }

  private static @Nullable Participation participation(ResultSet row) throws SQLException {
    String status = row.getString("status");
    return status == null
        ? null
        : new Participation(row.getLong("member_retro_id"), ParticipationStatus.valueOf(status));
  }
}
