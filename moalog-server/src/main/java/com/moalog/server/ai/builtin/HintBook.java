package com.moalog.server.ai.builtin;

import com.moalog.server.ai.model.Guide;
import com.moalog.server.ai.model.QuestionKind;
import com.moalog.server.model.Language;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Knows how to start an answer to every kind of question, and what an answer may lack. Immutable.
 */
final class HintBook {

  private record Aspect(Pattern present, Map<Language, Guide> hints) {

    static Aspect of(List<String> row) {
      return new Aspect(
          Pattern.compile(row.get(1), Pattern.CASE_INSENSITIVE),
          Map.of(
              Language.KO, new Guide(row.get(2), row.get(3)),
              Language.EN, new Guide(row.get(4), row.get(5))));
    }

    boolean isMissingIn(String text) {
      return !present.matcher(text).find();
    }

    Guide hint(Language language, String topic) {
      Guide hint = hints.getOrDefault(language, new Guide("", ""));
      return new Guide(Phrase.with(topic, hint.title()), Phrase.with(topic, hint.description()));
    }
  }

  private final Map<Language, Map<QuestionKind, List<Guide>>> starts;
  private final List<Aspect> aspects;

  private HintBook(Map<Language, Map<QuestionKind, List<Guide>>> starts, List<Aspect> aspects) {
    this.starts = Map.copyOf(starts);
    this.aspects = List.copyOf(aspects);
  }

  /** The hints that come with the server. */
  static HintBook load() {
    return new HintBook(
        Map.of(Language.KO, starts("hints_ko.txt"), Language.EN, starts("hints_en.txt")),
        Table.rows("aspects.txt", 6).stream().map(Aspect::of).toList());
  }

  private static Map<QuestionKind, List<Guide>> starts(String name) {
    return Table.rows(name, 3).stream()
        .collect(
            Collectors.groupingBy(
                row -> QuestionKind.valueOf(row.get(0)),
                Collectors.mapping(
                    row -> new Guide(row.get(1), row.get(2)), Collectors.toUnmodifiableList())));
  }

  /** Hints for starting an answer. */
  List<Guide> start(QuestionKind kind, Language language) {
    return starts.getOrDefault(language, Map.of()).getOrDefault(kind, List.of());
  }

  /** Hints for what a text does not tell yet about its topic. */
  List<Guide> enrich(String text, String topic, Language language) {
    return aspects.stream()
        .filter(aspect -> aspect.isMissingIn(text))
        .limit(Guide.MOST)
        .map(aspect -> aspect.hint(language, topic))
        .toList();
  }
}
