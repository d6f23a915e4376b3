package com.moalog.server.ai;

import com.moalog.server.ai.Quotas.Reservation;
import com.moalog.server.ai.model.Analysis;
import com.moalog.server.ai.model.GroundedAnalysis;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.RetrospectAccess;
import com.moalog.server.retrospect.model.Retrospect;
import java.time.LocalDateTime;
import org.springframework.stereotype.Service;

/**
 * Analyses each retrospect once. Who claims the analysis does the work, outside any transaction;
 * when it fails, the claim and the reserved unit are given back. Thread-safe.
 */
@Service
class Analyses {

  private final RetrospectAccess access;
  private final AnalysisQuota quota;
  private final TeamReader team;
  private final AnalysisRows rows;
  private final AnalystCalls analyst;

  Analyses(
      RetrospectAccess access,
      AnalysisQuota quota,
      TeamReader team,
      AnalysisRows rows,
      AnalystCalls analyst) {
    this.access = access;
    this.quota = quota;
    this.team = team;
    this.rows = rows;
    this.analyst = analyst;
  }

  /** Analyses a retrospect for a member of its room. */
  Analysis analyse(RetrospectId id, MemberId caller, Language language) {
    Retrospect retrospect = inside(id, caller);
    if (retrospect.analysed()) {
      throw Refusal.of(ErrorCode.ALREADY_ANALYSED);
    }
    LocalDateTime claim = rows.claim(id).orElseThrow(() -> Refusal.of(ErrorCode.ALREADY_ANALYSED));
    boolean done = false;
    try {
      Analysis analysis = withinQuota(retrospect, caller, claim, language);
      done = true;
      return analysis;
    } finally {
      if (!done) {
        rows.release(id, claim);
      }
    }
  }

  /** The stored result, for a member of the room. */
  Analysis find(RetrospectId id, MemberId caller) {
    inside(id, caller);
    return rows.insights().find(id).orElseThrow(() -> Refusal.of(ErrorCode.NOT_ANALYSED));
  }

  /** What the insight rests on, for a member of the room; empty for one that cites nothing. */
  Evidence evidence(RetrospectId id, MemberId caller) {
    if (!inside(id, caller).analysed()) {
      throw Refusal.of(ErrorCode.NOT_ANALYSED);
    }
    return rows.insights().evidence(id);
  }

  private Retrospect inside(RetrospectId id, MemberId caller) {
    return access.require(id, caller).requireInside(ErrorCode.NO_ACCESS).retrospect();
  }

  private Analysis withinQuota(
      Retrospect retrospect, MemberId caller, LocalDateTime claim, Language language) {
    Reservation reservation = quota.reserve(retrospect.room(), caller);
    boolean used = false;
    try {
      GroundedAnalysis grounded = carryOut(retrospect, language);
      used =
          quota.use(
              reservation,
              () ->
                  retrospect.anonymous()
                      ? rows.storeAnonymous(retrospect.id(), claim, grounded)
                      : rows.store(retrospect.id(), claim, grounded));
      if (!used) {
        throw Refusal.of(ErrorCode.ALREADY_ANALYSED);
      }
      return grounded.analysis();
    } finally {
      if (!used) {
        quota.giveBack(reservation);
      }
    }
  }

  private GroundedAnalysis carryOut(Retrospect retrospect, Language language) {
    GroundedAnalysis analysis =
        analyst.analyse(team.read(retrospect, language), quota.billOf(retrospect.room()));
    return retrospect.anonymous() ? analysis.withoutMissions() : analysis;
  }
}
