package com.moalog.server.anonymous;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.moalog.server.anonymous.KeptAnonymousAnswers.Own;
import com.moalog.server.database.Transactions;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.ParticipationNews;
import com.moalog.server.retrospect.RetrospectAccess;
import com.moalog.server.retrospect.model.Answer;
import com.moalog.server.retrospect.model.Retrospect;
import java.util.List;

/** Lets an author find and change anonymous answers, by nothing but the token. Thread-safe. */
final class AnonymousEdits {

  private final KeptAnonymousAnswers answers;
  private final RetrospectAccess access;
  private final Transactions transactions;
  private final ParticipationNews news;

  AnonymousEdits(
      KeptAnonymousAnswers answers,
      RetrospectAccess access,
      Transactions transactions,
      ParticipationNews news) {
    this.answers = answers;
    this.access = access;
    this.transactions = transactions;
    this.news = news;
  }

  /** The answers of a token. */
  Found find(MemberId caller, RetrospectId id, EditToken token) {
    Retrospect retrospect =
        access.require(id, caller).requireInside(ErrorCode.NO_ACCESS).retrospect();
    return new Found(own(id, token), !retrospect.analysed());
  }

  private List<Own> own(RetrospectId id, EditToken token) {
    List<Own> own = answers.find(id, token);
    if (own.isEmpty()) {
      throw Refusal.of(ErrorCode.EDIT_TOKEN_UNKNOWN);
    }
    return own;
  }

  /** Changes answers of a token, as long as they have not been analysed. */
  Found change(MemberId caller, RetrospectId id, EditToken token, List<Answer> changes) {
    return transactions.compute(() -> {
      Found found = find(caller, id, token);
      if (!found.editable()) {
        throw Refusal.of(ErrorCode.ALREADY_SUBMITTED);
      }
      for (Answer change : changes) {
        found.answers().stream()
            .filter(own -> own.questionNumber() == change.questionNumber())
            .forEach(own -> answers.write(own.responseId(), change.content()));
      }
      news.submitted(id);
      return new Found(own(id, token), true);
    });
  }

  /** What an author finds. */
  record Found(List<Own> answers, @JsonProperty("isEditable") boolean editable) {}
}
