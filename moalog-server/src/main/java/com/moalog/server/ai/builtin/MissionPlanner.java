package com.moalog.server.ai.builtin;

import com.moalog.server.ai.model.Answer;
import com.moalog.server.ai.model.Contributor;
import com.moalog.server.ai.model.Mission;
import com.moalog.server.ai.model.PersonalMissions;
import com.moalog.server.ai.model.QuestionKind;
import com.moalog.server.ai.model.QuestionKind.Leaning;
import com.moalog.server.model.Language;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives each member three missions: one against a problem, one for what the member wants to try and
 * one that keeps what went well. Each names a topic of the member's own answers. Immutable.
 */
final class MissionPlanner {

  private static final List<Leaning> ORDER = List.of(Leaning.PROBLEM, Leaning.TRY, Leaning.KEEP);

  private final TopicFinder topics;
  private final MissionBook book;

  MissionPlanner(TopicFinder topics, MissionBook book) {
    this.topics = topics;
    this.book = book;
  }

  PersonalMissions plan(Contributor contributor, RetrospectMethod method, Language language) {
    List<Subject> subjects = subjects(contributor, method);
    List<Subject> chosen = new ArrayList<>();
    List<Mission> missions = new ArrayList<>();
    for (Leaning leaning : ORDER) {
      Optional<Subject> subject = choose(subjects, leaning, chosen);
      subject.ifPresent(chosen::add);
      missions.add(
          subject
              .map(one -> mission(one, leaning, language))
              .orElseGet(() -> writeMore(contributor, missions.size(), language)));
    }
    return new PersonalMissions(contributor.id().value(), contributor.name(), missions);
  }

  /** The topics of all answers; where there is none, a word of an answer has to do. */
  private List<Subject> subjects(Contributor contributor, RetrospectMethod method) {
    List<Subject> found = new ArrayList<>();
    List<Subject> words = new ArrayList<>();
    for (Answer answer : contributor.answers()) {
      Leaning leaning = QuestionKind.of(method, answer.number()).leaning();
      topics
          .topics(answer.text())
          .forEach(topic -> found.add(new Subject(topic, leaning, answer.text())));
      topics
          .anyWord(answer.text())
          .ifPresent(topic -> words.add(new Subject(topic, leaning, answer.text())));
    }
    return found.isEmpty() ? words : found;
  }

  private static Optional<Subject> choose(
      List<Subject> subjects, Leaning leaning, List<Subject> chosen) {
    List<Subject> fresh =
        subjects.stream().filter(subject -> chosen.stream().noneMatch(subject::resembles)).toList();
    return Stream.of(
            best(fresh, leaning),
            best(fresh, Leaning.OPEN),
            best(fresh),
            best(subjects, leaning),
            best(subjects))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Subject> best(List<Subject> subjects, Leaning leaning) {
    return best(subjects.stream().filter(subject -> subject.leaning() == leaning).toList());
  }

  private static Optional<Subject> best(List<Subject> subjects) {
    Subject best = null;
    for (Subject subject : subjects) {
      if (best == null || subject.topic().weight() > best.topic().weight()) {
        best = subject;
      }
    }
    return Optional.ofNullable(best);
  }

  private Mission mission(Subject subject, Leaning leaning, Language language) {
    Mission mission = book.mission(language, subject.topic(), leaning);
    String quote = Sentences.quoted(subject.sentence());
    return new Mission(
        mission.missionTitle(),
        language.choose(quote + "라고 적어 주셨어요. ", "You wrote " + quote + ". ")
            + mission.missionDesc());
  }

  /** For a member whose answers hold no word at all. */
  private static Mission writeMore(Contributor contributor, int index, Language language) {
    String question = contributor.answers().get(index).question();
    return new Mission(
        language.choose(
            "질문 " + (index + 1) + "에 한 문장 쓰기", "One sentence for question " + (index + 1)),
        language.choose("다음 회고에서는 이 질문에 장면 하나를 적어 보세요: ", "Next time answer with one scene: ")
            + question);
  }

  /** A topic in the answer that it comes from. */
  private record Subject(Topic topic, Leaning leaning, String answer) {

    boolean resembles(Subject other) {
      return topic.text().contains(other.topic.text()) || other.topic.text().contains(topic.text());
    }

    String sentence() {
      return Sentences.of(answer).stream()
          .filter(sentence -> sentence.contains(topic.text()))
          .findFirst()
          .orElse(answer.strip());
    }
  }
}
