package com.moalog.server.anonymous;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.model.Answer;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Sealed drafts in the database. Thread-safe; takes part in the caller's transaction. */
final class AnonymousDrafts {

  private final JdbcClient database;
  private final DraftSeal seal;
  private final JsonMapper json;

  AnonymousDrafts(JdbcClient database, DraftSeal seal, JsonMapper json) {
    this.database = database;
    this.seal = seal;
    this.json = json;
  }

  /** Saves drafts; questions that are not among them keep their text. */
  void save(RetrospectId retrospect, MemberId member, List<Answer> drafts) {
    List<String> texts = texts(retrospect, member).orElseGet(AnonymousDrafts::empty);
    drafts.forEach(draft -> texts.set(draft.questionNumber() - 1, draft.content()));
    byte[] text = json.writeValueAsBytes(texts);
    database
        .sql(
            """
            INSERT INTO anonymous_draft (retrospect_id, member_id, sealed)
            VALUES (:retrospect, :member, :sealed)
            ON DUPLICATE KEY UPDATE sealed = VALUES(sealed)
            """)
        .param("retrospect", retrospect.value())
        .param("member", member.value())
        .param("sealed", seal.seal(retrospect, member, text))
        .update();
  }

  /** The drafts of all questions, if any was saved. */
  List<Answer> of(RetrospectId retrospect, MemberId member) {
    List<String> texts = texts(retrospect, member).orElseGet(AnonymousDrafts::empty);
    List<Answer> drafts = new ArrayList<>();
    for (String text : texts) {
      drafts.add(new Answer(drafts.size() + 1, text));
    }
    return drafts;
  }

  /** Erases the member's drafts. */
  void erase(RetrospectId retrospect, MemberId member) {
    database
        .sql(
            """
            DELETE FROM anonymous_draft
            WHERE retrospect_id = :retrospect AND member_id = :member
            """)
        .param("retrospect", retrospect.value())
        .param("member", member.value())
        .update();
  }

  private static List<String> empty() {
    return new ArrayList<>(Collections.nCopies(RetrospectMethod.QUESTION_COUNT, ""));
  }

  private Optional<List<String>> texts(RetrospectId retrospect, MemberId member) {
    return database
        .sql(
            """
            SELECT sealed FROM anonymous_draft
            WHERE retrospect_id = :retrospect AND member_id = :member
            """)
        .param("retrospect", retrospect.value())
        .param("member", member.value())
        .query((row, _) -> row.getBytes(1))
        .optional()
        .flatMap(sealed -> seal.open(retrospect, member, sealed))
        .map(text -> json.readValue(new String(text, UTF_8), String[].class))
        .map(read -> new ArrayList<>(Arrays.asList(read)));
  }
}
