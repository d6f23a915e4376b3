package com.moalog.server.ai.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.ai.model.Answer;
import com.moalog.server.ai.model.Contributor;
import com.moalog.server.ai.model.TeamAnswers;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.ResponseId;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The example retrospectives beside this class. */
public final class Examples {

  /**
   * An example and what a careful reader finds in it.
   *
   * @param emotions how often an emotion is expressed
   * @param findings what the insight names: the strength by "+", the stumbling block by "-"
   * @param missions what one of a member's missions is about, by the member's name
   */
  public record Example(
      String name,
      TeamAnswers answers,
      Map<String, Integer> emotions,
      Map<String, String> findings,
      Map<String, String> missions) {

    /** All answers of one member as one text. */
    String textOf(long member) {
      return answers.contributors().stream()
          .filter(contributor -> contributor.id().value() == member)
          .flatMap(contributor -> contributor.answers().stream())
          .map(Answer::text)
          .collect(Collectors.joining("\n"));
    }

    /** All answers as one text. */
    String text() {
      return answers.contributors().stream()
          .map(contributor -> textOf(contributor.id().value()))
          .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private Examples() {}

  /** All of them. */
  public static List<Example> all() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(Examples.class.getResourceAsStream("examples.txt"))) {
      List<Example> examples = new ArrayList<>();
      List<String> block = new ArrayList<>();
      for (String line : new String(file.readAllBytes(), UTF_8).lines().toList()) {
        if (line.startsWith("= ") && !block.isEmpty()) {
          examples.add(example(block));
          block.clear();
        }
        if (!line.startsWith("#")) {
          block.add(line);
        }
      }
      examples.add(example(block));
      return examples;
    }
  }

  private static Example example(List<String> lines) {
    String[] title = lines.getFirst().substring(2).split(" ", 3);
    Language language = Language.valueOf(title[0].toUpperCase(Locale.ROOT));
    RetrospectMethod method = RetrospectMethod.valueOf(title[1]);
    List<Contributor> contributors = new ArrayList<>();
    Map<String, Integer> emotions = new LinkedHashMap<>();
    Map<String, String> findings = new LinkedHashMap<>();
    Map<String, String> missions = new LinkedHashMap<>();
    for (int at = 1; at < lines.size(); at++) {
      String line = lines.get(at);
      if (line.startsWith("@ ")) {
        List<Answer> answers = new ArrayList<>();
        for (int number = 1; number <= RetrospectMethod.QUESTION_COUNT; number++) {
          answers.add(
              new Answer(
                  new ResponseId(at * 10L + number),
                  number,
                  method.question(number, language),
                  lines.get(at + number)));
        }
        at += RetrospectMethod.QUESTION_COUNT;
        contributors.add(
            new Contributor(new MemberId(contributors.size() + 101), line.substring(2), answers));
      } else if (!line.isBlank()) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
          case "!" -> emotions.put(words[1], Integer.valueOf(words[2]));
          case "+", "-" -> findings.put(words[0], line.substring(2));
          case ">" -> missions.put(words[1], words[2]);
          default -> throw new IllegalArgumentException("what is meant by " + line);
        }
      }
    }
    TeamAnswers answers = new TeamAnswers(method, language, contributors);
    return new Example(
        title[2], answers, Map.copyOf(emotions), Map.copyOf(findings), Map.copyOf(missions));
  }
}
