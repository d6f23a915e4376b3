package com.moalog.server.retrospect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.moalog.server.database.Transactions;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.TimeText;
import com.moalog.server.retrospect.model.Answer;
import com.moalog.server.retrospect.model.Participation;
import com.moalog.server.retrospect.model.ParticipationStatus;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Saves, submits and reads a participant's own answers. Thread-safe. */
@Service
class Answers {

  private final Keeping keeping;
  private final Transactions transactions;
  private final RetrospectAccess access;
  private final ParticipationNews news;
  private final Clock clock;

  Answers(
      Keeping keeping,
      Transactions transactions,
      RetrospectAccess access,
      ParticipationNews news,
      Clock clock) {
    this.keeping = keeping;
    this.transactions = transactions;
    this.access = access;
    this.news = news;
    this.clock = clock;
  }

  /**
   * Saves drafts; questions that are not among them keep their text.
   *
   * @param bases what the writer's device had last seen, by question; where that is no longer the
   *     saved text, nothing at all is saved and the answer is a conflict
   */
  Saved save(MemberId caller, RetrospectId id, List<Answer> drafts, Map<Integer, String> bases) {
    LocalDateTime now = KoreanTime.nowInUtc(clock);
    transactions.run(() -> {
      RetrospectView view = access.requireLocked(id, caller);
      draft(view, ErrorCode.NO_ACCESS);
      if (!bases.isEmpty()) {
        refuseToOverwrite(saved(view, caller), drafts, bases);
      }
      if (view.retrospect().anonymous()) {
        keeping.anonymous().save(view.retrospect(), caller, drafts);
      } else {
        keeping.named().write(caller, id, drafts, now);
      }
    });
    return new Saved(id.value(), TimeText.date(KoreanTime.fromUtc(now)));
  }

  /**
   * Submits all five answers, for good.
   *
   * @param editToken with which the author of anonymous answers will find them again; who sends one
   *     believes to be anonymous, so with it nothing is stored under a name
   */
  Submitted submit(
      MemberId caller, RetrospectId id, List<Answer> answers, @Nullable String editToken) {
    LocalDateTime now = KoreanTime.nowInUtc(clock);
    String token =
        transactions.<@Nullable String>compute(() -> {
          RetrospectView view = access.requireLocked(id, caller);
          if (view.retrospect().anonymous()) {
            return submitAnonymously(caller, view, answers, editToken);
          }
          Participation participation = draft(view, ErrorCode.RETROSPECT_NOT_FOUND);
          if (editToken != null) {
            throw Refusal.of(ErrorCode.NO_LONGER_ANONYMOUS);
          }
          keeping.named().write(caller, id, answers, now);
          keeping.named().markSubmitted(participation, now);
          news.submitted(id);
          return null;
        });
    String date = TimeText.date(KoreanTime.fromUtc(now));
    return new Submitted(id.value(), date, ParticipationStatus.SUBMITTED.name(), token);
  }

  /** The time of submission is a whole day in Korea; the same submission again changes nothing. */
  private String submitAnonymously(
      MemberId caller, RetrospectView view, List<Answer> answers, @Nullable String editToken) {
    AnonymousAnswers anonymous = keeping.anonymous();
    Participation participation = view.requireParticipation(ErrorCode.RETROSPECT_NOT_FOUND);
    boolean repeated =
        participation.status() != ParticipationStatus.DRAFT
            && editToken != null
            && anonymous.knows(view.retrospect(), editToken);
    if (repeated && editToken != null) {
      return editToken;
    }
    draft(view, ErrorCode.RETROSPECT_NOT_FOUND);
    String token = anonymous.submit(view.retrospect(), caller, answers, editToken);
    LocalDateTime day = KoreanTime.toUtc(KoreanTime.nowInKorea(clock).toLocalDate().atStartOfDay());
    keeping.named().markSubmitted(participation, day);
    news.submitted(view.retrospect().id());
    return token;
  }

  private static Participation draft(RetrospectView view, ErrorCode withoutParticipation) {
    Participation participation = view.requireParticipation(withoutParticipation);
    if (participation.status() != ParticipationStatus.DRAFT) {
      throw Refusal.of(ErrorCode.ALREADY_SUBMITTED);
    }
    return participation;
  }

  /** The caller's own answers, whatever their state; anonymous ones until they are submitted. */
  Own own(MemberId caller, RetrospectId id) {
    RetrospectView view = access.require(id, caller);
    Participation participation = view.requireParticipation(ErrorCode.NO_ACCESS);
    return new Own(id.value(), participation.status().name(), own(caller, view));
  }

  /** The same of a view that is known; nothing of who does not take part. */
  List<OwnAnswer> own(MemberId caller, RetrospectView view) {
    return view.participation() == null
        ? List.of()
        : saved(view, caller).stream()
            .map(answer -> new OwnAnswer(answer.questionNumber(), answer.content()))
            .toList();
  }

  private List<Answer> saved(RetrospectView view, MemberId caller) {
    return view.retrospect().anonymous()
        ? keeping.anonymous().drafts(view.retrospect(), caller)
        : keeping.named().own(caller, view.retrospect().id());
  }

  /** The same text from two devices is no conflict. */
  private static void refuseToOverwrite(
      List<Answer> saved, List<Answer> drafts, Map<Integer, String> bases) {
    Map<Integer, String> texts = new HashMap<>();
    saved.forEach(answer -> texts.put(answer.questionNumber(), answer.content()));
    for (Answer draft : drafts) {
      String base = bases.get(draft.questionNumber());
      String now = texts.getOrDefault(draft.questionNumber(), "");
      if (base != null && !base.equals(now) && !draft.content().equals(now)) {
        throw Refusal.of(ErrorCode.DRAFT_CHANGED);
      }
    }
  }

  /** Where answers are kept. */
  record Keeping(AnswerRows named, AnonymousAnswers anonymous) {}

  record Saved(long retrospectId, String updatedAt) {}

  record Submitted(
      long retrospectId,
      String submittedAt,
      String status,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String editToken) {}

  record Own(long retrospectId, String status, List<OwnAnswer> drafts) {}

  record OwnAnswer(int questionNumber, String content) {}
}
