package com.moalog.server.actionitem;

import com.moalog.server.model.RetrospectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Proposes the first mission of as many members as there may be items, from the missions that the
 * analysis stored as lines of {@code title: description}. Thread-safe.
 */
@Repository
class MissionProposals {

  private static final int CONTENT_LIMIT = 200;

  private final JdbcClient database;

  MissionProposals(JdbcClient database) {
    this.database = database;
  }

  List<Proposal> of(RetrospectId retrospect, int most) {
    List<Proposal> proposals = new ArrayList<>();
    database
        .sql(
            """
            SELECT member.member_id, COALESCE(NULLIF(member.nickname, ''), 'Unknown'),
              member_retro.personal_insight
            FROM member_retro JOIN member ON member.member_id = member_retro.member_id
            WHERE member_retro.retrospect_id = :retrospect
              AND member_retro.personal_insight IS NOT NULL
            ORDER BY member_retro.member_retro_id LIMIT :most
            """)
        .param("retrospect", retrospect.value())
        .param("most", most)
        .query(row -> {
          Optional<String> line = firstLine(row.getString(3));
          if (line.isPresent()) {
            proposals.add(new Proposal(line.get(), row.getLong(1), row.getString(2)));
          }
        });
    return List.copyOf(proposals);
  }

  private static Optional<String> firstLine(String missions) {
    return missions.lines().filter(line -> !line.isBlank()).findFirst().map(MissionProposals::cut);
  }

  private static String cut(String line) {
    return line.codePointCount(0, line.length()) <= CONTENT_LIMIT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, CONTENT_LIMIT));
  }

  /** Something that could become an item. */
  record Proposal(String content, @Nullable Long memberId, @Nullable String userName) {}
}
