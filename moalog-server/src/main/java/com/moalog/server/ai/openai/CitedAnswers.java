package com.moalog.server.ai.openai;

import com.moalog.server.ai.builtin.TopicWords;
import com.moalog.server.ai.model.Answer;
import com.moalog.server.ai.model.InsightSentence;
import com.moalog.server.ai.model.TeamAnswers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks what the model says that its sentences rest on. Answers are numbered from 1 in the order
 * in which they are sent. An answer supports a sentence when words that the sentence quotes, or a
 * topic that it names, stand in the answer; a quotation has to stand in a cited answer, whatever
 * else is true. Whether the sentence judges the topic rightly cannot be checked here. Immutable.
 */
final class CitedAnswers {

  private static final Pattern QUOTATION =
      Pattern.compile("[“\"„]([^“”\"„]{2,})[”\"“]|[‘「『]([^‘’「」『』]{2,})[’」』]");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final List<Answer> answers;
  private final Pseudonyms pseudonyms;
  private final TopicWords topics;

  CitedAnswers(TeamAnswers team, Pseudonyms pseudonyms, TopicWords topics) {
    this.answers =
        team.contributors().stream()
            .flatMap(contributor -> contributor.answers().stream())
            .toList();
    this.pseudonyms = pseudonyms;
    this.topics = topics;
  }

  /**
   * The claims that hold, with names again instead of pseudonyms and only the sources that support
   * them.
   *
   * @throws WrongShapeException when no claim holds
   */
  List<InsightSentence> supported(List<Claim> claims) {
    List<InsightSentence> sentences = new ArrayList<>();
    for (Claim claim : claims) {
      List<Answer> sources = supporting(claim);
      if (!sources.isEmpty()) {
        sentences.add(
            new InsightSentence(
                pseudonyms.reveal(claim.text()), sources.stream().map(Answer::id).toList()));
      }
    }
    if (sentences.isEmpty()) {
      throw new WrongShapeException("no sentence of the insight says what its sources say");
    }
    return sentences;
  }

  /** The cited answers that support the claim; none when a quotation stands in none of them. */
  private List<Answer> supporting(Claim claim) {
    Set<String> quotations = new HashSet<>();
    QUOTATION
        .matcher(claim.text())
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .map(CitedAnswers::plain)
        .forEach(quotations::add);
    List<String> wanted =
        Stream.concat(quotations.stream(), topics.of(Pseudonyms.without(claim.text())).stream())
            .toList();
    List<Answer> sources =
        claim.sources().stream()
            .distinct()
            .filter(number -> number >= 1 && number <= answers.size())
            .map(number -> answers.get(number - 1))
            .filter(answer -> wanted.stream().anyMatch(sent(answer)::contains))
            .toList();
    boolean allQuoted =
        quotations.stream()
            .allMatch(words -> sources.stream().anyMatch(source -> sent(source).contains(words)));
    return allQuoted ? sources : List.of();
  }

  private String sent(Answer answer) {
    return plain(pseudonyms.hide(answer.text()));
  }

  private static String plain(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }
}
