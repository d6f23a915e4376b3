package com.moalog.server.ai;

import com.moalog.server.ai.model.Guide;
import com.moalog.server.ai.model.GuideType;
import com.moalog.server.ai.model.WritingTask;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.RetrospectAccess;
import com.moalog.server.retrospect.RetrospectView;
import com.moalog.server.retrospect.model.ParticipationStatus;
import java.util.List;
import org.springframework.stereotype.Service;

/** Gives participants hints while they write. Thread-safe. */
@Service
class Assistant {

  private final RetrospectAccess access;
  private final HintQuota quota;
  private final HintUses uses;
  private final AnalystCalls analyst;

  Assistant(RetrospectAccess access, HintQuota quota, HintUses uses, AnalystCalls analyst) {
    this.access = access;
    this.quota = quota;
    this.uses = uses;
    this.analyst = analyst;
  }

  /** Hints for a question of a retrospect that the member is still writing on. */
  Hints hints(MemberId caller, Wish wish) {
    RetrospectView view = access.require(wish.retrospect(), caller);
    if (view.requireParticipation(ErrorCode.NO_ACCESS).status() != ParticipationStatus.DRAFT) {
      throw Refusal.of(ErrorCode.ALREADY_SUBMITTED);
    }
    HintQuota.Reserved reserved = quota.reserve(view.retrospect().room(), caller);
    WritingTask task =
        new WritingTask(view.retrospect().method(), wish.question(), wish.language(), wish.text());
    boolean used = false;
    try {
      List<Guide> guides = analyst.guide(task, quota.billOf(view.retrospect().room()));
      quota.use(reserved, () -> uses.add(caller, wish.retrospect(), wish.question()));
      used = true;
      return new Hints(
          wish.question(),
          task.question(),
          task.guideType(),
          guides,
          reserved.left(),
          analyst.generatedBy());
    } finally {
      if (!used) {
        quota.giveBack(reserved);
      }
    }
  }

  /** What hints are wanted for. */
  record Wish(RetrospectId retrospect, int question, String text, Language language) {}

  /** Hints in the shape of the API. */
  record Hints(
      int questionId,
      String questionContent,
      GuideType guideType,
      List<Guide> guides,
      int remainingCount,
      String generatedBy) {}
}
