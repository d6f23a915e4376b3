package com.moalog.server.ai.builtin;

import com.moalog.server.model.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nouns that an answer is about: words of the fields of work first, compounds before
 * single words, frequent before rare. Every topic is a literal part of the answer. Immutable.
 */
final class TopicFinder {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'+#_-]*");
  private static final Pattern HANGUL = Pattern.compile(".*[가-힣].*");

  /** "보고 싶어요": what stands before an auxiliary verb is a verb, whatever it looks like. */
  private static final Pattern AUXILIARY = Pattern.compile(" (?:싶|있었|않|못했|못하)");

  private static final int FIELD_WEIGHT = 6;
  private static final int COMPOUND_WEIGHT = 3;

  private final Map<String, String> areas;
  private final Map<Language, Set<String>> common;

  private TopicFinder(Map<String, String> areas, Map<Language, Set<String>> common) {
    this.areas = Map.copyOf(areas);
    this.common = Map.copyOf(common);
  }

  /** The finder with the word lists that come with the server. */
  static TopicFinder load() {
    Map<String, String> areas = new LinkedHashMap<>();
    for (List<String> row : Table.rows("topics.txt", 3)) {
      Table.words(row.get(1)).forEach(word -> areas.putIfAbsent(lower(word), row.get(0)));
      Table.words(row.get(2)).forEach(word -> areas.putIfAbsent(lower(word), row.get(0)));
    }
    Map<Language, Set<String>> common =
        Table.rows("common_words.txt", 2).stream()
            .collect(
                Collectors.toMap(
                    row -> Language.valueOf(row.get(0).toUpperCase(Locale.ROOT)),
                    row -> Set.copyOf(Table.words(row.get(1)))));
    return new TopicFinder(areas, common);
  }

  /** The topics of a text, the most telling first. */
  List<Topic> topics(String text) {
    Map<String, Topic> found = new LinkedHashMap<>();
    for (String sentence : Sentences.of(text)) {
      candidates(sentence)
          .forEach(topic ->
              found.merge(
                  lower(topic.text()),
                  topic,
                  (first, again) ->
                      new Topic(first.text(), first.area(), first.weight() + again.weight())));
    }
    return found.values().stream()
        .filter(topic -> topic.text().codePointCount(0, topic.text().length()) <= Topic.LIMIT)
        .sorted(Comparator.comparingInt(Topic::weight).reversed())
        .toList();
  }

  /** Some word of the text, for texts in which nothing looks like a topic. */
  Optional<Topic> anyWord(String text) {
    Matcher word = WORD.matcher(text);
    if (!word.find()) {
      return Optional.empty();
    }
    String first = word.group();
    int end = Math.min(Topic.LIMIT, first.codePointCount(0, first.length()));
    return Optional.of(
        new Topic(first.substring(0, first.offsetByCodePoints(0, end)), Topic.GENERAL, 0));
  }

  private List<Topic> candidates(String sentence) {
    List<Topic> candidates = new ArrayList<>();
    @Nullable Noun previous = null;
    Matcher word = WORD.matcher(sentence);
    while (word.find()) {
      boolean isVerb =
          AUXILIARY.matcher(sentence).region(word.end(), sentence.length()).lookingAt();
      Noun noun = isVerb ? null : noun(word.group(), word.start());
      if (noun != null) {
        candidates.add(single(noun));
        if (previous != null && previous.leadsTo(noun, sentence)) {
          candidates.add(compound(previous, noun, sentence));
        }
      }
      previous = noun;
    }
    return candidates;
  }

  private @Nullable Noun noun(String word, int start) {
    if (HANGUL.matcher(word).matches()) {
      KoreanNoun noun = KoreanNoun.of(word);
      return noun == null || commonWords(Language.KO).contains(noun.text())
          ? null
          : new Noun(noun.text(), start, noun.isBare());
    }
    String plain = word.replaceAll("(?:'s|'|-|_)$", "");
    boolean empty = plain.length() < 3 && !areas.containsKey(lower(plain));
    return empty || EnglishWords.isOther(lower(plain), commonWords(Language.EN))
        ? null
        : new Noun(plain, start, plain.equals(word));
  }

  private Set<String> commonWords(Language language) {
    return common.getOrDefault(language, Set.of());
  }

  private Topic single(Noun noun) {
    String area = area(noun.text());
    return new Topic(noun.text(), area, 1 + (area.equals(Topic.GENERAL) ? 0 : FIELD_WEIGHT));
  }

  private Topic compound(Noun first, Noun second, String sentence) {
    String text = sentence.substring(first.start(), second.end());
    String area = area(second.text());
    String either = area.equals(Topic.GENERAL) ? area(first.text()) : area;
    return new Topic(
        text, either, COMPOUND_WEIGHT + (either.equals(Topic.GENERAL) ? 0 : FIELD_WEIGHT));
  }

  /** A Korean compound ends with its field: "일일스크럼" belongs where "스크럼" belongs. */
  private String area(String noun) {
    String key = lower(noun);
    String exact = areas.get(key);
    if (exact != null) {
      return exact;
    }
    return HANGUL.matcher(noun).matches() ? areaOfEnding(key) : Topic.GENERAL;
  }

  private String areaOfEnding(String noun) {
    for (int from = 1; from <= noun.length() - 2; from++) {
      String area = areas.get(noun.substring(from));
      if (area != null) {
        return area;
      }
    }
    return Topic.GENERAL;
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /**
   * A noun where it stands.
   *
   * @param isBare whether nothing was cut off behind it, so that it may begin a compound
   */
  private record Noun(String text, int start, boolean isBare) {

    int end() {
      return start + text.length();
    }

    boolean leadsTo(Noun next, String sentence) {
      return isBare && sentence.substring(end(), next.start()).equals(" ");
    }
  }
}
