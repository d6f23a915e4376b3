package com.moalog.server.ai;

import com.moalog.server.ai.Quotas.Reservation;
import com.moalog.server.ai.model.Analysis;
import com.moalog.server.ai.model.Answer;
import com.moalog.server.ai.model.Contributor;
import com.moalog.server.ai.model.TeamAnswers;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.RetrospectAccess;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.subscription.CurrentPlans;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Analyses each retrospect once. Who claims the analysis does the work, outside any transaction;
 * when it fails, the claim and the reserved unit are given back. Thread-safe.
 */
@Service
class Analyses {

  /** Fewer written answers than this are too little to analyse. */
  static final int LEAST_ANSWERS = 3;

  private final RetrospectAccess access;
  private final CurrentPlans plans;
  private final Quotas quotas;
  private final AnalysisRows rows;
  private final AnalystCalls analyst;

  Analyses(
      RetrospectAccess access,
      CurrentPlans plans,
      Quotas quotas,
      AnalysisRows rows,
      AnalystCalls analyst) {
    this.access = access;
    this.plans = plans;
    this.quotas = quotas;
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
    return rows.find(id).orElseThrow(() -> Refusal.of(ErrorCode.NOT_ANALYSED));
  }

  private Retrospect inside(RetrospectId id, MemberId caller) {
    return access.require(id, caller).requireInside(ErrorCode.NO_ACCESS).retrospect();
  }

  private Analysis withinQuota(
      Retrospect retrospect, MemberId caller, LocalDateTime claim, Language language) {
    int limit = plans.planOf(caller).limits().analysesPerMonth();
    Reservation reservation =
        quotas
            .reserveAnalysis(retrospect.room(), limit)
            .orElseThrow(() -> Refusal.of(ErrorCode.ANALYSIS_LIMIT));
    boolean used = false;
    try {
      Analysis analysis = analyst.analyse(answers(retrospect, language));
      used = rows.store(retrospect.id(), claim, analysis);
      if (!used) {
        throw Refusal.of(ErrorCode.ALREADY_ANALYSED);
      }
      return analysis;
    } finally {
      if (!used) {
        quotas.giveBack(reservation);
      }
    }
  }

  private TeamAnswers answers(Retrospect retrospect, Language language) {
    List<Contributor> contributors =
        rows.contributors(retrospect.id(), retrospect.method(), language);
    long written =
        contributors.stream()
            .flatMap(contributor -> contributor.answers().stream())
            .filter(Answer::isWritten)
            .count();
    if (written < LEAST_ANSWERS) {
      throw Refusal.of(ErrorCode.TOO_LITTLE_TO_ANALYSE);
    }
    return new TeamAnswers(retrospect.method(), language, contributors);
  }
}
