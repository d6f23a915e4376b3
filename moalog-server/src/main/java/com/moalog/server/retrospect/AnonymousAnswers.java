package com.moalog.server.retrospect;

import com.moalog.server.model.MemberId;
import com.moalog.server.retrospect.model.Answer;
import com.moalog.server.retrospect.model.Retrospect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answers of anonymous retrospects so that from the submission on nothing links them to
 * their author. Takes part in the caller's transaction. Thread-safe.
 */
public interface AnonymousAnswers {

  /** Makes room for the answers of a retrospect that has none. */
  void prepare(Retrospect retrospect);

  /** Saves drafts; questions that are not among them keep their text. */
  void save(Retrospect retrospect, MemberId member, List<Answer> drafts);

  /** The member's drafts by their numbers, all five, empty ones too; none after the submission. */
  List<Answer> drafts(Retrospect retrospect, MemberId member);

  /**
   * Stores the answers without their author and erases the member's drafts.
   *
   * @param editToken made by the author's browser; else one is made here
   * @return the token that alone can find the answers again; only its proofs are stored
   */
  String submit(
      Retrospect retrospect, MemberId member, List<Answer> answers, @Nullable String editToken);

  /** Whether answers were submitted with this token. */
  boolean knows(Retrospect retrospect, String editToken);
}
