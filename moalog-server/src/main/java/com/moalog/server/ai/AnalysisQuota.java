package com.moalog.server.ai;

import com.moalog.server.ai.Quotas.Reservation;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.subscription.CurrentPlans;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Counts the analyses of a room against the plan of who asks for them. Thread-safe. */
@Component
class AnalysisQuota {

  private final CurrentPlans plans;
  private final Quotas quotas;
  private final AiSwitch aiSwitch;
  private final Spend spend;

  AnalysisQuota(CurrentPlans plans, Quotas quotas, AiSwitch aiSwitch, Spend spend) {
    this.aiSwitch = aiSwitch;
    this.spend = spend;
    this.plans = plans;
    this.quotas = quotas;
  }

  /** Reserves one analysis of this month; refused when room or plan allow none. */
  Reservation reserve(RoomId room, MemberId caller) {
    aiSwitch.requireOn(room);
    int limit = plans.planOf(caller).limits().analysesPerMonth();
    return quotas
        .reserveAnalysis(room, limit)
        .orElseThrow(() -> Refusal.of(ErrorCode.ANALYSIS_LIMIT));
  }

  /** What the room is charged for the analysis; that stays, whatever happens to the unit. */
  Bill billOf(RoomId room) {
    return spend.billOf(room);
  }

  /** Uses the unit for a result that is stored with it, or not at all. */
  boolean use(Reservation reservation, BooleanSupplier store) {
    return quotas.use(reservation, store);
  }

  void giveBack(Reservation reservation) {
    quotas.giveBack(reservation);
  }
}
