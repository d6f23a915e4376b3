package com.moalog.server.retrospect;

import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import java.util.List;
import org.springframework.stereotype.Service;

/** Reads all that the page of a retrospect opens with, for one request. Thread-safe. */
@Service
class RetrospectPages {

  private final RetrospectReader reader;
  private final Standings standings;
  private final Retrospects retrospects;
  private final Answers answers;

  RetrospectPages(
      RetrospectReader reader, Standings standings, Retrospects retrospects, Answers answers) {
    this.reader = reader;
    this.standings = standings;
    this.retrospects = retrospects;
    this.answers = answers;
  }

  /**
   * The page as a member of the room sees it.
   *
   * @param lastEventId read before anything else, so that no event falls between page and stream
   */
  RetrospectPage read(MemberId caller, RetrospectView view, long lastEventId, Language language) {
    RetrospectId id = view.retrospect().id();
    Retrospects.Mode mode = retrospects.mode(id);
    return new RetrospectPage(
        lastEventId,
        reader.detail(view.retrospect(), language),
        standings.of(caller, view, mode.submitters()),
        reader.references(id),
        mode,
        answers.own(caller, view));
  }

  /**
   * What the page opens with.
   *
   * @param lastEventId from which the live events go on without a gap
   * @param drafts the caller's own answers; none of who does not take part
   */
  record RetrospectPage(
      long lastEventId,
      RetrospectReader.Detail detail,
      Standings.MyStanding standing,
      List<RetrospectReader.Reference> references,
      Retrospects.Mode mode,
      List<Answers.OwnAnswer> drafts) {
    RetrospectPage {
      references = List.copyOf(references);
      drafts = List.copyOf(drafts);
    }
  }
}
