package com.moalog.server.ai.builtin;

import com.moalog.server.ai.model.Analysis;
import com.moalog.server.ai.model.Answer;
import com.moalog.server.ai.model.RankedEmotion;
import com.moalog.server.ai.model.TeamAnswers;
import com.moalog.server.model.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Counts the words by which a team expresses emotions. Immutable. */
final class TeamEmotions {

  private final TopicFinder topics;
  private final EmotionLexicon lexicon;

  TeamEmotions(TopicFinder topics, EmotionLexicon lexicon) {
    this.topics = topics;
    this.lexicon = lexicon;
  }

  /** The emotions with the most words, and what they are about. */
  List<RankedEmotion> strongest(TeamAnswers answers) {
    List<String> sentences =
        answers.contributors().stream()
            .flatMap(contributor -> contributor.answers().stream())
            .map(Answer::text)
            .flatMap(text -> Sentences.of(text).stream())
            .toList();
    List<Counted> counted =
        lexicon.emotions().stream()
            .map(emotion -> new Counted(emotion, count(emotion, sentences)))
            .sorted(Comparator.comparingInt(Counted::count).reversed())
            .limit(Analysis.EMOTIONS)
            .toList();
    List<RankedEmotion> ranked = new ArrayList<>();
    for (Counted one : counted) {
      ranked.add(
          new RankedEmotion(
              ranked.size() + 1,
              one.emotion().label(answers.language()),
              description(one, sentences, answers.language()),
              one.count()));
    }
    return List.copyOf(ranked);
  }

  private static int count(Emotion emotion, List<String> sentences) {
    return sentences.stream().mapToInt(emotion::countIn).sum();
  }

  private String description(Counted one, List<String> sentences, Language language) {
    if (one.count() == 0) {
      return language.choose("답변에서 뚜렷한 표현은 찾지 못했어요", "No clear words for it in these answers");
    }
    List<String> emotional =
        sentences.stream().filter(sentence -> one.emotion().countIn(sentence) > 0).toList();
    return topics.topics(emotional.stream().collect(Collectors.joining("\n"))).stream()
        .findFirst()
        .map(topic ->
            Phrase.with(
                topic.text(),
                language.choose(
                    "‘{topic}’{을} 이야기할 때 가장 또렷했어요", "Clearest where “{topic}” comes up")))
        .orElseGet(() -> Sentences.quoted(emotional.getFirst()));
  }

  private record Counted(Emotion emotion, int count) {}
}
