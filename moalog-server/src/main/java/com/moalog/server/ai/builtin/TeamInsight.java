package com.moalog.server.ai.builtin;

import com.moalog.server.ai.model.Answer;
import com.moalog.server.ai.model.Contributor;
import com.moalog.server.ai.model.InsightSentence;
import com.moalog.server.ai.model.QuestionKind;
import com.moalog.server.ai.model.QuestionKind.Leaning;
import com.moalog.server.ai.model.TeamAnswers;
import com.moalog.server.model.Language;
import com.moalog.server.model.ResponseId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence what carries a team and what it stumbles over, in its own words. Immutable.
 */
final class TeamInsight {

  /** What one more member is worth against the weight of a topic. */
  private static final int MEMBER_WEIGHT = 10;

  private final TopicFinder topics;
  private final EmotionLexicon lexicon;

  TeamInsight(TopicFinder topics, EmotionLexicon lexicon) {
    this.topics = topics;
    this.lexicon = lexicon;
  }

  /** The sentence, resting on the answers that it quotes and counts. */
  InsightSentence of(TeamAnswers answers) {
    List<Statement> statements = statements(answers);
    Optional<Finding> strength =
        finding(statements, one -> one.leaning() == Leaning.KEEP, null)
            .or(() -> finding(statements, one -> one.mood() > 0, null));
    @Nullable Finding carried = strength.orElse(null);
    Optional<Finding> weakness =
        finding(statements, one -> one.leaning() == Leaning.PROBLEM, carried)
            .or(() -> finding(statements, one -> one.mood() < 0, carried));
    List<ResponseId> sources =
        Stream.of(strength, weakness)
            .flatMap(Optional::stream)
            .flatMap(found -> found.raisedBy().stream())
            .map(Statement::answer)
            .toList();
    return new InsightSentence(
        sentence(strength, weakness, answers), sources.isEmpty() ? written(answers) : sources);
  }

  /** That there is no shared topic is said about all answers. */
  private static List<ResponseId> written(TeamAnswers answers) {
    return answers.contributors().stream()
        .flatMap(contributor -> contributor.answers().stream())
        .filter(Answer::isWritten)
        .map(Answer::id)
        .toList();
  }

  private List<Statement> statements(TeamAnswers answers) {
    List<Statement> statements = new ArrayList<>();
    for (Contributor contributor : answers.contributors()) {
      for (Answer answer : contributor.answers()) {
        Leaning leaning = QuestionKind.of(answers.method(), answer.number()).leaning();
        for (String sentence : Sentences.of(answer.text())) {
          statements.add(
              new Statement(
                  sentence,
                  contributor.id().value(),
                  answer.id(),
                  leaning,
                  lexicon.mood(sentence),
                  topics.topics(sentence)));
        }
      }
    }
    return statements;
  }

  /** The topic that most members raise among the statements meant, and who raises it first. */
  private static Optional<Finding> finding(
      List<Statement> statements, Predicate<Statement> meant, @Nullable Finding other) {
    List<Statement> fitting = statements.stream().filter(meant).toList();
    return fitting.stream()
        .flatMap(statement ->
            statement.topics().stream()
                .filter(topic -> other == null || !other.isAbout(topic))
                .map(topic -> new Finding(topic, statement, raising(fitting, topic))))
        .max(Comparator.comparingInt(Finding::score));
  }

  private static List<Statement> raising(List<Statement> statements, Topic topic) {
    String wanted = topic.text().toLowerCase(Locale.ROOT);
    return statements.stream()
        .filter(statement -> statement.sentence().toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }

  private static String sentence(
      Optional<Finding> strength, Optional<Finding> weakness, TeamAnswers answers) {
    Language language = answers.language();
    int all = answers.contributors().size();
    if (strength.isPresent() && weakness.isPresent()) {
      return strength.get().asStrength(language)
          + language.choose("이고, ", ", while ")
          + weakness.get().asWeakness(all, language);
    }
    return strength
        .map(found -> found.asStrength(language) + language.choose("이에요.", "."))
        .or(() -> weakness.map(found -> capital(found.asWeakness(all, language))))
        .orElseGet(() ->
            language.choose(
                all + "명의 답변이 짧아 공통된 주제를 찾지 못했어요.",
                "The answers of " + all + " members are too short to show a shared topic."));
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  /** A sentence of a member. */
  private record Statement(
      String sentence,
      long member,
      ResponseId answer,
      Leaning leaning,
      int mood,
      List<Topic> topics) {}

  /**
   * A topic that members share.
   *
   * @param raisedBy the statements that name it, among them the one that is quoted
   */
  private record Finding(Topic topic, Statement statement, List<Statement> raisedBy) {

    int score() {
      return members() * MEMBER_WEIGHT + topic.weight();
    }

    int members() {
      return (int) raisedBy.stream().mapToLong(Statement::member).distinct().count();
    }

    boolean isAbout(Topic other) {
      return topic.text().contains(other.text()) || other.text().contains(topic.text());
    }

    String asStrength(Language language) {
      String quote = Sentences.quoted(statement.sentence());
      return Phrase.with(
              topic.text(),
              language.choose("‘{topic}’{이} 팀을 이끈 힘(", "The team draws strength from “{topic}” ("))
          + quote
          + ")";
    }

    String asWeakness(int all, Language language) {
      String quote = Sentences.quoted(statement.sentence());
      String count =
          language.choose(
              all + "명 중 " + members() + "명이",
              members() + " of " + all + (all == 1 ? " member" : " members"));
      return Phrase.with(topic.text(), language.choose("‘{topic}’{은} ", "“{topic}” is where "))
          + count
          + language.choose(" 걸림돌로 꼽았어요: ", " got stuck: ")
          + quote
          + ".";
    }
  }
}
