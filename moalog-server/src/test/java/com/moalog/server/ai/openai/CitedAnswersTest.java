package com.moalog.server.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.moalog.server.ai.builtin.BuiltInAnalyst;
import com.moalog.server.ai.builtin.Examples;
import com.moalog.server.ai.builtin.Examples.Example;
import com.moalog.server.ai.builtin.TopicWords;
import com.moalog.server.ai.model.Answer;
import com.moalog.server.ai.model.InsightSentence;
import com.moalog.server.ai.model.TeamAnswers;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the model claims, held against the example retrospectives. */
class CitedAnswersTest {

  private static final TopicWords TOPICS = TopicWords.load();
  private static final BuiltInAnalyst WRITER = BuiltInAnalyst.load();

  static List<Example> examples() throws IOException {
    return Examples.all();
  }

  /** A true sentence that cites every answer keeps those that have its words, and no others. */
  @ParameterizedTest
  @MethodSource("examples")
  void keepsOnlySourcesThatHaveWordsOfTheSentence(Example example) {
    List<Answer> answers = answers(example.answers());
    List<Integer> all = IntStream.rangeClosed(1, answers.size()).boxed().toList();
    String longest = longest(example);
    String sentence = quoting(example);
    InsightSentence kept = cited(example).supported(List.of(new Claim(sentence, all))).getFirst();
    Set<String> words = TOPICS.of(sentence);
    for (Answer answer : answers) {
      String text = answer.text().toLowerCase(Locale.ROOT);
      boolean says = answer.text().contains(longest) || words.stream().anyMatch(text::contains);
      assertThat(kept.sources().contains(answer.id())).as(answer.text()).isEqualTo(says);
    }
  }

  /** The same sentence under any answer that has none of its words is dropped. */
  @ParameterizedTest
  @MethodSource("examples")
  void dropsASentenceThatCitesWhatDoesNotSayIt(Example example) {
    List<Answer> answers = answers(example.answers());
    String sentence = quoting(example);
    Set<String> words = TOPICS.of(sentence);
    for (int number = 1; number <= answers.size(); number++) {
      String text = answers.get(number - 1).text().toLowerCase(Locale.ROOT);
      boolean says =
          text.contains(longest(example).toLowerCase(Locale.ROOT))
              || words.stream().anyMatch(text::contains);
      if (!says) {
        isDropped(example, new Claim(sentence, List.of(number)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void dropsQuotationsThatNobodyWrote(Example example) {
    int count = answers(example.answers()).size();
    List<Integer> all = IntStream.rangeClosed(1, count).boxed().toList();
    isDropped(example, new Claim(quoting(example) + " “아무도 쓰지 않은 말이다”", all));
    isDropped(example, new Claim("zzz qqq", all));
    isDropped(example, new Claim(quoting(example), List.of(0, -3, count + 1)));
  }

  /** What the built-in analyst writes would pass the same check, with the sources it gives. */
  @ParameterizedTest
  @MethodSource("examples")
  void agreesWithTheBuiltInAnalyst(Example example) {
    List<Answer> answers = answers(example.answers());
    for (InsightSentence written : WRITER.analyse(example.answers(), _ -> {}).sentences()) {
      List<Integer> numbers =
          IntStream.rangeClosed(1, answers.size())
              .filter(number -> written.sources().contains(answers.get(number - 1).id()))
              .boxed()
              .toList();
      boolean quotes = written.text().contains("“") && written.text().contains("(");
      if (quotes) {
        assertThat(cited(example).supported(List.of(new Claim(written.text(), numbers))))
            .containsExactly(written);
      }
    }
  }

  @Test
  void keepsTheSentenceThatHoldsBesideOneThatDoesNot() throws IOException {
    Example example = examples().getFirst();
    List<InsightSentence> kept =
        cited(example)
            .supported(
                List.of(
                    new Claim("연봉 협상이 어려웠어요.", List.of(1)),
                    new Claim("‘코드 리뷰’가 힘이 됐어요.", List.of(1, 2))));
    assertThat(kept).hasSize(1);
    assertThat(kept.getFirst().sources())
        .containsExactly(answers(example.answers()).getFirst().id());
  }

  private static void isDropped(Example example, Claim claim) {
    assertThatExceptionOfType(WrongShapeException.class)
        .as(claim.toString())
        .isThrownBy(() -> cited(example).supported(List.of(claim)));
  }

  /** A sentence about the longest answer, in its words. */
  private static String quoting(Example example) {
    return "팀은 “" + longest(example) + "”라고 했어요.";
  }

  private static String longest(Example example) {
    return answers(example.answers()).stream()
        .map(Answer::text)
        .reduce("", (one, other) -> other.length() > one.length() ? other : one);
  }

  private static List<Answer> answers(TeamAnswers team) {
    return team.contributors().stream()
        .flatMap(contributor -> contributor.answers().stream())
        .toList();
  }

  /** Names stay as they are, so that a test can tell what an answer says. */
  private static CitedAnswers cited(Example example) {
    return new CitedAnswers(example.answers(), new Pseudonyms(List.of()), TOPICS);
  }
}
