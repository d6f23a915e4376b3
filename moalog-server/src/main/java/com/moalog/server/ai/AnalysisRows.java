package com.moalog.server.ai;

import com.moalog.server.ai.model.GroundedAnalysis;
import com.moalog.server.ai.model.PersonalMissions;
import com.moalog.server.event.EventLog;
import com.moalog.server.event.LiveEvent;
import com.moalog.server.event.Milestone;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.RetrospectId;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What an analysis reads and writes in the database. Thread-safe. */
@Repository
class AnalysisRows {

  /** Longer than an analysis may take, so that a claim whose server died is not kept for ever. */
  static final Duration CLAIM_LIFETIME = Duration.ofSeconds(90);

  private final JdbcClient database;
  private final InsightRows insights;
  private final EventLog events;
  private final Clock clock;

  AnalysisRows(JdbcClient database, InsightRows insights, EventLog events, Clock clock) {
    this.database = database;
    this.insights = insights;
    this.events = events;
    this.clock = clock;
  }

  /** What was stored. */
  InsightRows insights() {
    return insights;
  }

  /** Claims the analysis of a retrospect; nothing when another call has it, or had it. */
  Optional<LocalDateTime> claim(RetrospectId id) {
    LocalDateTime now = KoreanTime.nowInUtc(clock);
    int claimed =
        database
            .sql(
                """
                UPDATE retrospects SET analysis_started_at = :now
                WHERE retrospect_id = :id AND insight IS NULL
                  AND (analysis_started_at IS NULL OR analysis_started_at < :stale)
                """)
            .param("now", now)
            .param("id", id.value())
            .param("stale", now.minus(CLAIM_LIFETIME))
            .update();
    return claimed == 1 ? Optional.of(now) : Optional.empty();
  }

  /** Gives a claim up after a failure. */
  void release(RetrospectId id, LocalDateTime claim) {
    database
        .sql(
            """
            UPDATE retrospects SET analysis_started_at = NULL
            WHERE retrospect_id = :id AND analysis_started_at = :claim AND insight IS NULL
            """)
        .param("id", id.value())
        .param("claim", claim)
        .update();
  }

  /**
   * Stores a result for good, as a part of the caller's transaction; false when the claim was lost
   * meanwhile. Nothing is kept about members who have left since their answers were read.
   */
  boolean store(RetrospectId id, LocalDateTime claim, GroundedAnalysis grounded) {
    Set<Long> present = lockPresent(grounded.analysis().personalMissions());
    GroundedAnalysis kept = grounded.withMissionsOf(present::contains);
    boolean stored = insights.store(id, claim, kept);
    if (stored) {
      kept.analysis().personalMissions().forEach(missions -> storeMissions(id, missions));
      announce(id);
    }
    return stored;
  }

  /** Like {@link #store}, for an anonymous retrospect: nobody has missions of their own. */
  boolean storeAnonymous(RetrospectId id, LocalDateTime claim, GroundedAnalysis grounded) {
    boolean stored = insights.store(id, claim, grounded);
    if (stored) {
      markAnalysed(id);
      announce(id);
    }
    return stored;
  }

  /** Who is still a member; locked before the retrospect, as by those who leave. */
  private Set<Long> lockPresent(List<PersonalMissions> missions) {
    if (missions.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        database
            .sql(
                """
                SELECT member_id FROM member WHERE member_id IN (:ids)
                ORDER BY member_id FOR UPDATE
                """)
            .param("ids", missions.stream().map(PersonalMissions::userId).toList())
            .query((row, _) -> row.getLong(1))
            .list());
  }

  private void announce(RetrospectId id) {
    events.reached(id, Milestone.ANALYSED);
    events.append(id, new LiveEvent.Analysed());
  }

  private void markAnalysed(RetrospectId id) {
    database
        .sql(
            """
            UPDATE member_retro
            JOIN member ON member.member_id = member_retro.member_id
            SET member_retro.status = 'ANALYZED', member.insight_count = member.insight_count + 1
            WHERE member_retro.retrospect_id = :id AND member_retro.status = 'SUBMITTED'
            """)
        .param("id", id.value())
        .update();
  }

  private void storeMissions(RetrospectId id, PersonalMissions missions) {
    String lines =
        missions.missions().stream()
            .map(mission -> mission.missionTitle() + ": " + mission.missionDesc())
            .collect(Collectors.joining("\n"));
    database
        .sql(
            """
            UPDATE member_retro
            JOIN member ON member.member_id = member_retro.member_id
            SET member_retro.personal_insight = :lines, member_retro.status = 'ANALYZED',
              member.insight_count = member.insight_count + 1
            WHERE member_retro.retrospect_id = :id AND member_retro.member_id = :member
              AND member_retro.status = 'SUBMITTED'
            """)
        .param("lines", lines)
        .param("id", id.value())
        .param("member", missions.userId())
        .update();
  }
}
