package com.moalog.server.ai;

import com.moalog.server.ai.Quotas.Reservation;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.subscription.CurrentPlans;
import org.springframework.stereotype.Component;

/** Counts hints for writing against the member's plan. Thread-safe. */
@Component
class HintQuota {

  private final CurrentPlans plans;
  private final Quotas quotas;
  private final AiSwitch aiSwitch;
  private final Spend spend;

  HintQuota(CurrentPlans plans, Quotas quotas, AiSwitch aiSwitch, Spend spend) {
    this.spend = spend;
    this.plans = plans;
    this.quotas = quotas;
    this.aiSwitch = aiSwitch;
  }

  /** Reserves one call of this month; refused when room or plan allow none. */
  Reserved reserve(RoomId room, MemberId caller) {
    aiSwitch.requireOn(room);
    int limit = plans.planOf(caller).limits().hintsPerMonth();
    Reservation reservation =
        quotas.reserveHint(caller, limit).orElseThrow(() -> Refusal.of(ErrorCode.ASSISTANT_LIMIT));
    return new Reserved(reservation, reservation.left(limit));
  }

  /** What the room is charged for the hints; that stays, whatever happens to the unit. */
  Bill billOf(RoomId room) {
    return spend.billOf(room);
  }

  /** Uses the call, noted by what is stored with it. */
  void use(Reserved reserved, Runnable note) {
    quotas.use(
        reserved.reservation(),
        () -> {
          note.run();
          return true;
        });
  }

  void giveBack(Reserved reserved) {
    quotas.giveBack(reserved.reservation());
  }

  /** A reserved call, and how many are left after it. */
  record Reserved(Reservation reservation, int left) {}
}
