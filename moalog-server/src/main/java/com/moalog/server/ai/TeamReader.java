package com.moalog.server.ai;

import com.moalog.server.ai.model.Answer;
import com.moalog.server.ai.model.Contributor;
import com.moalog.server.ai.model.TeamAnswers;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.ResponseId;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what there is to analyse. Thread-safe. */
@Repository
class TeamReader {

  /** Fewer written answers than this are too little to analyse. */
  static final int LEAST_ANSWERS = 3;

  private static final String UNKNOWN = "Unknown";

  private final JdbcClient database;
  private final AnonymousContributors anonymous;

  TeamReader(JdbcClient database, AnonymousContributors anonymous) {
    this.database = database;
    this.anonymous = anonymous;
  }

  /** The submitted answers; refused when they are too few. */
  TeamAnswers read(Retrospect retrospect, Language language) {
    List<Contributor> contributors =
        retrospect.anonymous() ? anonymous.of(retrospect, language) : named(retrospect, language);
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

  /** Those who submitted and are still members, with their answers. */
  private List<Contributor> named(Retrospect retrospect, Language language) {
    List<Row> rows =
        database
            .sql(
                """
                SELECT member.member_id, member.nickname, response.response_id,
                  response.question_no, response.response
                FROM member_retro
                JOIN member ON member.member_id = member_retro.member_id
                JOIN member_response ON member_response.member_id = member.member_id
                JOIN response ON response.response_id = member_response.response_id
                  AND response.retrospect_id = member_retro.retrospect_id
                WHERE member_retro.retrospect_id = :id
                  AND member_retro.status IN ('SUBMITTED', 'ANALYZED')
                  AND response.question_no IS NOT NULL
                ORDER BY member.member_id, response.question_no
                """)
            .param("id", retrospect.id().value())
            .query(TeamReader::row)
            .list();
    Map<Long, List<Row>> byMember =
        rows.stream()
            .collect(Collectors.groupingBy(Row::member, LinkedHashMap::new, Collectors.toList()));
    return byMember.values().stream()
        .map(own -> contributor(own, retrospect.method(), language))
        .toList();
  }

  private static Contributor contributor(
      List<Row> rows, RetrospectMethod method, Language language) {
    Row first = rows.getFirst();
    String nickname = first.nickname();
    List<Answer> answers = new ArrayList<>();
    for (Row row : rows) {
      answers.add(
          new Answer(
              row.answer(), row.question(), method.question(row.question(), language), row.text()));
    }
    return new Contributor(
        new MemberId(first.member()),
        nickname == null || nickname.isEmpty() ? UNKNOWN : nickname,
        answers);
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getLong("member_id"),
        row.getString("nickname"),
        new ResponseId(row.getLong("response_id")),
        row.getInt("question_no"),
        row.getString("response"));
  }

  private record Row(
      long member, @Nullable String nickname, ResponseId answer, int question, String text) {}
}
