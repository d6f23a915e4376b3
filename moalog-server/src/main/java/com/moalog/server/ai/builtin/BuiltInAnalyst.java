package com.moalog.server.ai.builtin;

import com.moalog.server.ai.Analyst;
import com.moalog.server.ai.Bill;
import com.moalog.server.ai.Charge;
import com.moalog.server.ai.model.GroundedAnalysis;
import com.moalog.server.ai.model.Guide;
import com.moalog.server.ai.model.QuestionKind;
import com.moalog.server.ai.model.TeamAnswers;
import com.moalog.server.ai.model.WritingTask;
import java.util.List;
import java.util.stream.Stream;

/**
 * Analyses with word lists and rules instead of a language model. The same answers always give the
 * same result; everything in quotation marks stands word for word in an answer. Immutable and
 * thread-safe.
 */
public final class BuiltInAnalyst implements Analyst {

  /** The name of this analyst in results. */
  public static final String NAME = "built-in";

  /** A longer topic would make a hint unwieldy. */
  private static final int HINT_TOPIC_LIMIT = 16;

  private final TopicFinder topics;
  private final HintBook hints;
  private final TeamInsight insight;
  private final TeamEmotions emotions;
  private final MissionPlanner missions;

  private BuiltInAnalyst(TopicFinder topics, EmotionLexicon lexicon) {
    this.topics = topics;
    this.hints = HintBook.load();
    this.insight = new TeamInsight(topics, lexicon);
    this.emotions = new TeamEmotions(topics, lexicon);
    this.missions = new MissionPlanner(topics, MissionBook.load());
  }

  /** The analyst with the word lists that come with the server. */
  public static BuiltInAnalyst load() {
    return new BuiltInAnalyst(TopicFinder.load(), EmotionLexicon.load());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public GroundedAnalysis analyse(TeamAnswers answers, Bill bill) {
    bill.add(Charge.NONE);
    return GroundedAnalysis.of(
        List.of(insight.of(answers)),
        emotions.strongest(answers),
        answers.contributors().stream()
            .map(one -> missions.plan(one, answers.method(), answers.language()))
            .toList(),
        NAME);
  }

  @Override
  public List<String> requests(TeamAnswers answers) {
    return List.of();
  }

  @Override
  public List<Guide> guide(WritingTask task, Bill bill) {
    bill.add(Charge.NONE);
    List<Guide> start = hints.start(QuestionKind.of(task.method(), task.number()), task.language());
    return Stream.concat(topics.topics(task.text()).stream(), topics.anyWord(task.text()).stream())
        .map(Topic::text)
        .filter(topic -> topic.length() <= HINT_TOPIC_LIMIT)
        .findFirst()
        .map(topic -> hints.enrich(task.text(), topic, task.language()))
        .orElse(start);
  }
}
