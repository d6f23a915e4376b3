package com.moalog.server.ai;

import com.moalog.server.ai.model.Answer;
import com.moalog.server.ai.model.Contributor;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.ResponseId;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The answers of an anonymous retrospect for the analysis. Nobody knows which answers have one
 * author, so the answers of each question are dealt out to as many nameless contributors as
 * submitted; their numbers are no ids of members. Thread-safe.
 */
@Repository
class AnonymousContributors {

  private final JdbcClient database;

  AnonymousContributors(JdbcClient database) {
    this.database = database;
  }

  List<Contributor> of(Retrospect retrospect, Language language) {
    List<List<Text>> byQuestion =
        IntStream.rangeClosed(1, RetrospectMethod.QUESTION_COUNT)
            .mapToObj(number -> texts(retrospect, number))
            .toList();
    int most = byQuestion.stream().mapToInt(List::size).max().orElse(0);
    List<Contributor> contributors = new ArrayList<>();
    for (int index = 0; index < most; index++) {
      List<Answer> answers = new ArrayList<>();
      for (int number = 1; number <= RetrospectMethod.QUESTION_COUNT; number++) {
        List<Text> texts = byQuestion.get(number - 1);
        if (index < texts.size()) {
          String question = retrospect.method().question(number, language);
          Text text = texts.get(index);
          answers.add(new Answer(text.id(), number, question, text.text()));
        }
      }
      contributors.add(new Contributor(new MemberId(index + 1L), "", answers));
    }
    return contributors;
  }

  private List<Text> texts(Retrospect retrospect, int number) {
    return database
        .sql(
            """
            SELECT response.response_id, response.response FROM response
            JOIN anonymous_answer ON anonymous_answer.response_id = response.response_id
            WHERE response.retrospect_id = :id AND response.question_no = :number
            ORDER BY response.response_id
            """)
        .param("id", retrospect.id().value())
        .param("number", number)
        .query((row, _) -> new Text(new ResponseId(row.getLong(1)), row.getString(2)))
        .list();
  }

  private record Text(ResponseId id, String text) {}
}
