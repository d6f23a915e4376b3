package com.moalog.server.member;

import com.moalog.server.database.Insertion;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All registered members. Thread-safe; takes part in the caller's transaction. */
@Repository
public class Members {

  private static final String SELECT =
      "SELECT member_id, email, nickname, insight_count, social_type, created_at FROM member ";

  /**
   * By the index first, whose collation takes some different addresses for the same; then letter by
   * letter, but for their case.
   */
  private static final String WITH_EMAIL =
      "WHERE email = :email AND LOWER(email) COLLATE utf8mb4_bin = LOWER(:email) COLLATE utf8mb4_bin ";

  private final JdbcClient database;
  private final Clock clock;

  Members(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The member with that id. */
  public Optional<Member> find(MemberId id) {
    return database
        .sql(SELECT + "WHERE member_id = :id")
        .param("id", id.value())
        .query(Members::member)
        .optional();
  }

  /** The member with that account. */
  public Optional<Member> find(String email, SocialProvider provider) {
    return database
        .sql(SELECT + WITH_EMAIL + "AND social_type = :provider")
        .param("email", email)
        .param("provider", provider.name())
        .query(Members::member)
        .optional();
  }

  /** Whether the database has an account that it takes for the same, and so allows no other. */
  public boolean hasAccountLike(String email, SocialProvider provider) {
    return database
        .sql("SELECT 1 FROM member WHERE email = :email AND social_type = :provider")
        .param("email", email)
        .param("provider", provider.name())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Of all accounts with that email the one registered first. */
  public Optional<Member> oldestWithEmail(String email) {
    return database
        .sql(SELECT + WITH_EMAIL + "ORDER BY member_id LIMIT 1")
        .param("email", email)
        .query(Members::member)
        .optional();
  }

  /** Locks the member's row until the transaction ends; false when there is none. */
  public boolean lock(MemberId id) {
    return database
        .sql("SELECT member_id FROM member WHERE member_id = :id FOR UPDATE")
        .param("id", id.value())
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /**
   * Registers a member.
   *
   * @throws org.springframework.dao.DuplicateKeyException when the nickname or the account exists
   */
  public MemberId register(String email, SocialProvider provider, String nickname) {
    return new MemberId(
        Insertion.idOf(
            database
                .sql(
                    """
                    INSERT INTO member (email, nickname, social_type, created_at, updated_at)
                    VALUES (:email, :nickname, :provider, :now, :now)
                    """)
                .param("email", email)
                .param("nickname", nickname)
                .param("provider", provider.name())
                .param("now", KoreanTime.nowInUtc(clock))));
  }

  private static Member member(ResultSet row, int number) throws SQLException {
    return new Member(
        new MemberId(row.getLong("member_id")),
        row.getString("email"),
        row.getString("nickname"),
        row.getInt("insight_count"),
        SocialProvider.valueOf(row.getString("social_type")),
        row.getObject("created_at", LocalDateTime.class));
  }
}
