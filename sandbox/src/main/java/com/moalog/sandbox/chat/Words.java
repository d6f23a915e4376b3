package com.moalog.sandbox.chat;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** What the model "says": picked from fixed words by the prompt, so it repeats. Immutable. */
final class Words {

  private static final List<String> SENTENCES =
      List.of(
          "팀이 서로의 어려움을 솔직하게 나누며 함께 해결책을 찾아가는 힘이 돋보여요.",
          "작은 성공을 꾸준히 기록하고 공유하면 다음 회고가 더 단단해질 거예요.",
          "일정이 몰린 구간의 소통 방식을 한 번 더 점검해 보면 좋겠어요.",
          "배운 점을 바로 다음 작업에 옮기는 실행력이 인상적이에요.");

  private static final List<String> SHORT = List.of("성취", "아쉬움", "기대", "피로", "뿌듯", "긴장");

  private static final List<String> TITLES =
      List.of("매일 10분 공유하기", "작게 나눠 시작하기", "도움 먼저 요청하기", "배운 점 기록하기");

  /** The names under which a prompt may carry the number of a person. */
  private static final Pattern PERSON =
      Pattern.compile("\"?(?:userId|user_id|memberId|member_id)\"?\\s*[:=]\\s*\"?(\\d{1,18})");

  /** An answer of a participant in the prompt, with its number. */
  private static final Pattern NUMBERED =
      Pattern.compile(
          "\"id\":(\\d{1,9}),\"question\":\"(?:[^\"\\\\]|\\\\.)*\",\"answer\":\"([^\"\\\\]{4,})");

  private static final int LONGEST_QUOTATION = 40;

  /**
   * A sentence that quotes an answer of the prompt.
   *
   * @param number of the answer
   */
  record Citation(long number, String sentence) {}

  /** Most people that one answer is about. */
  static final int MAX_PEOPLE = 100;

  private final String prompt;
  private final int start;

  Words(String prompt) {
    CRC32 sum = new CRC32();
    sum.update(prompt.getBytes(StandardCharsets.UTF_8));
    this.prompt = prompt;
    this.start = (int) (sum.getValue() & 0xFFFF);
  }

  /** A whole sentence. */
  String sentence(int turn) {
    return pick(SENTENCES, turn);
  }

  /** Words for a field, by what its name promises. */
  String forField(String name, int turn) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith("label")) {
      return pick(SHORT, turn);
    }
    if (lower.endsWith("title") || lower.endsWith("name")) {
      return pick(TITLES, turn);
    }
    return sentence(turn);
  }

  /** The people that the prompt is about, in order, each once. */
  List<Long> people() {
    Stream<MatchResult> found = PERSON.matcher(prompt).results();
    return found
        .map(result -> Long.parseLong(result.group(1)))
        .distinct()
        .limit(MAX_PEOPLE)
        .toList();
  }

  /** Sentences about the longest answers of the prompt that have numbers. */
  List<Citation> citations() {
    return NUMBERED
        .matcher(prompt)
        .results()
        .filter(found -> !found.group(2).startsWith("(unanswered"))
        .sorted(Comparator.comparingInt((MatchResult found) -> -found.group(2).length()))
        .map(found -> new Citation(Long.parseLong(found.group(1)), quoting(found.group(2))))
        .toList();
  }

  private static String quoting(String answer) {
    int length = answer.codePointCount(0, answer.length());
    int end = answer.offsetByCodePoints(0, Math.min(LONGEST_QUOTATION, length));
    return "“" + answer.substring(0, end).strip() + "”라는 이야기에 팀의 마음이 담겨 있어요.";
  }

  private String pick(List<String> words, int turn) {
    return words.get((start + turn) % words.size());
  }
}
