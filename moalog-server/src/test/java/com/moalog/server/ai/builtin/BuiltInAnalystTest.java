package com.moalog.server.ai.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.ai.Bill;
import com.moalog.server.ai.Charge;
import com.moalog.server.ai.builtin.Examples.Example;
import com.moalog.server.ai.model.Analysis;
import com.moalog.server.ai.model.Answer;
import com.moalog.server.ai.model.GroundedAnalysis;
import com.moalog.server.ai.model.Guide;
import com.moalog.server.ai.model.GuideType;
import com.moalog.server.ai.model.InsightSentence;
import com.moalog.server.ai.model.Mission;
import com.moalog.server.ai.model.PersonalMissions;
import com.moalog.server.ai.model.RankedEmotion;
import com.moalog.server.ai.model.WritingTask;
import com.moalog.server.model.Language;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInAnalystTest {

  private static final BuiltInAnalyst ANALYST = BuiltInAnalyst.load();
  private static final Bill NO_BILL = charge -> assertThat(charge).isEqualTo(Charge.NONE);
  private static final Pattern COUNTED = Pattern.compile("명 중 (\\d+)명|(\\d+) of \\d+ member");
  private static final Pattern QUOTED = Pattern.compile("“([^”]*)”|‘([^’]*)’");

  private static Analysis analysis(Example example) {
    return ANALYST.analyse(example.answers(), NO_BILL).analysis();
  }

  static List<Example> examples() throws IOException {
    return Examples.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void quotesOnlyWhatStandsInAnAnswer(Example example) {
    Analysis analysis = analysis(example);
    assertThat(analysis.insight()).isNotBlank();
    Stream.concat(
            Stream.of(analysis.insight()),
            analysis.emotionRank().stream().map(RankedEmotion::description))
        .flatMap(BuiltInAnalystTest::quotations)
        .forEach(quotation -> assertThat(example.text()).contains(quotation));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void namesTheStrengthAndTheStumblingBlockInTheMembersOwnWords(Example example) {
    long quotations = quotations(analysis(example).insight()).count();
    boolean isWordy = !example.emotions().isEmpty();
    assertThat(quotations).isGreaterThanOrEqualTo(isWordy ? 4 : 0);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void countsTheEmotionsThatTheLexiconFinds(Example example) {
    List<RankedEmotion> ranked = analysis(example).emotionRank();
    assertThat(ranked).extracting(RankedEmotion::rank).containsExactly(1, 2, 3);
    assertThat(ranked)
        .extracting(RankedEmotion::count)
        .isSortedAccordingTo((one, other) -> Integer.compare(other, one));
    Language language = example.answers().language();
    for (Emotion emotion : EmotionLexicon.load().emotions()) {
      String label = emotion.label(language);
      int count = emotion.countIn(example.text());
      Integer expected = example.emotions().get(label);
      if (expected != null) {
        assertThat(count).as(label).isEqualTo(expected);
      }
      ranked.stream()
          .filter(one -> one.label().equals(label))
          .forEach(one -> assertThat(one.count()).as(label).isEqualTo(count));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void givesEveryMemberThreeMissionsAboutTheirOwnAnswers(Example example) {
    for (PersonalMissions personal : analysis(example).personalMissions()) {
      String own = example.textOf(personal.userId());
      assertThat(personal.missions()).hasSize(3).doesNotHaveDuplicates();
      for (Mission mission : personal.missions()) {
        List<String> topics = quotations(mission.missionTitle()).toList();
        assertThat(topics).as(mission.missionTitle()).hasSize(1);
        assertThat(own).contains(topics.getFirst());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void groundsEveryMissionInASentenceOfTheMember(Example example) {
    for (PersonalMissions personal : analysis(example).personalMissions()) {
      String own = example.textOf(personal.userId());
      for (Mission mission : personal.missions()) {
        assertThat(own).contains(quotations(mission.missionDesc()).findFirst().orElseThrow());
        assertThat(mission.missionTitle().length()).isLessThanOrEqualTo(100);
        assertThat(mission.missionDesc().length()).isLessThanOrEqualTo(500);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void findsWhatACarefulReaderFinds(Example example) {
    Analysis analysis = analysis(example);
    List<String> quoted = quotations(analysis.insight()).toList();
    example
        .findings()
        .forEach((sign, topic) ->
            assertThat(quoted.get(sign.equals("+") ? 0 : 2)).containsIgnoringCase(topic));
    example
        .missions()
        .forEach((name, topic) ->
            assertThat(analysis.personalMissions())
                .filteredOn(personal -> personal.userName().equals(name))
                .flatExtracting(PersonalMissions::missions)
                .extracting(Mission::missionTitle)
                .anySatisfy(title -> assertThat(title).containsIgnoringCase(topic)));
  }

  /** What is quoted stands in a cited answer, and as many members are cited as are counted. */
  @ParameterizedTest
  @MethodSource("examples")
  void restsEverySentenceOnAnswersThatSayIt(Example example) {
    GroundedAnalysis grounded = ANALYST.analyse(example.answers(), NO_BILL);
    assertThat(grounded.sentences()).isNotEmpty();
    for (InsightSentence sentence : grounded.sentences()) {
      List<Answer> cited = cited(example, sentence);
      assertThat(cited).hasSameSizeAs(sentence.sources()).allMatch(Answer::isWritten);
      quotations(sentence.text())
          .forEach(quotation ->
              assertThat(cited)
                  .extracting(Answer::text)
                  .anyMatch(text -> text.contains(quotation)));
      Matcher counted = COUNTED.matcher(sentence.text());
      if (counted.find()) {
        String topic = quotations(sentence.text()).toList().get(2).toLowerCase(Locale.ROOT);
        int members =
            Integer.parseInt(Objects.requireNonNullElse(counted.group(1), counted.group(2)));
        assertThat(membersWhoSay(topic, example, sentence)).isGreaterThanOrEqualTo(members);
      }
    }
  }

  private static List<Answer> cited(Example example, InsightSentence sentence) {
    return example.answers().contributors().stream()
        .flatMap(contributor -> contributor.answers().stream())
        .filter(answer -> sentence.sources().contains(answer.id()))
        .toList();
  }

  private static long membersWhoSay(String topic, Example example, InsightSentence sentence) {
    return example.answers().contributors().stream()
        .filter(contributor ->
            contributor.answers().stream()
                .filter(answer -> sentence.sources().contains(answer.id()))
                .anyMatch(answer -> answer.text().toLowerCase(Locale.ROOT).contains(topic)))
        .count();
  }

  @Test
  void readsAtLeastTwentyRetrospectivesInTwoLanguages() throws IOException {
    for (Language language : Language.values()) {
      assertThat(examples())
          .filteredOn(example -> example.answers().language() == language)
          .hasSizeGreaterThanOrEqualTo(10);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void saysTheSameAgain(Example example) {
    assertThat(ANALYST.analyse(example.answers(), NO_BILL))
        .isEqualTo(ANALYST.analyse(example.answers(), NO_BILL));
  }

  @Test
  void doesNotCountWhatIsDenied() {
    Emotion satisfaction = EmotionLexicon.load().emotions().getFirst();
    assertThat(satisfaction.countIn("The guide was not good")).isZero();
    assertThat(satisfaction.countIn("좋지 않았어요. 안 좋았어요")).isZero();
    assertThat(satisfaction.countIn("The guide was good. 좋았어요")).isEqualTo(2);
  }

  @Test
  void findsNounsBehindParticlesAndVerbs() {
    assertThat(KoreanNoun.of("회의에서는")).isEqualTo(new KoreanNoun("회의", false));
    assertThat(KoreanNoun.of("공유했어요")).isEqualTo(new KoreanNoun("공유", false));
    assertThat(KoreanNoun.of("회고")).isEqualTo(new KoreanNoun("회고", true));
    assertThat(KoreanNoun.of("늦어졌어요")).isNull();
    assertThat(KoreanNoun.of("좋은")).isNull();
  }

  @Test
  void knowsAVerbByTheAuxiliaryBehindIt() {
    assertThat(TopicFinder.load().topics("작업을 나눠 보고 싶어요"))
        .extracting(Topic::text)
        .containsExactly("작업");
  }

  @Test
  void putsTheParticleThatTheTopicAsksFor() {
    assertThat(Phrase.with("배포", "‘{topic}’{을} ‘{topic}’{이}")).isEqualTo("‘배포’를 ‘배포’가");
    assertThat(Phrase.with("일정", "‘{topic}’{은} ‘{topic}’{과}")).isEqualTo("‘일정’은 ‘일정’과");
    assertThat(Phrase.with("API", "{topic}{을}")).isEqualTo("API를");
  }

  @ParameterizedTest
  @EnumSource
  void helpsToBeginEveryAnswer(RetrospectMethod method) {
    for (Language language : Language.values()) {
      for (int number = 1; number <= RetrospectMethod.QUESTION_COUNT; number++) {
        WritingTask task = new WritingTask(method, number, language, " ");
        assertThat(task.guideType()).isEqualTo(GuideType.INITIAL);
        assertThat(ANALYST.guide(task, NO_BILL))
            .hasSize(3)
            .allSatisfy(guide -> hasLengths(guide, 50));
      }
    }
  }

  @Test
  void enrichesWhatIsWrittenAboutItsTopic() {
    WritingTask korean = new WritingTask(RetrospectMethod.KPT, 2, Language.KO, "배포가 자꾸 늦어졌다");
    assertThat(korean.guideType()).isEqualTo(GuideType.PERSONALIZED);
    assertThat(ANALYST.guide(korean, NO_BILL))
        .hasSize(3)
        .allSatisfy(guide -> hasLengths(guide, 60))
        .allSatisfy(guide -> assertThat(guide.description()).contains("‘배포’"));
    WritingTask english =
        new WritingTask(
            RetrospectMethod.KPT, 2, Language.EN, "Release was late on Monday because of tests.");
    assertThat(ANALYST.guide(english, NO_BILL))
        .hasSize(3)
        .allSatisfy(guide -> hasLengths(guide, 60))
        .extracting(Guide::title)
        .doesNotContain("Tell why", "Add a scene");
  }

  @Test
  void givesTheHintsForBeginningWhenNothingCanBeRead() {
    WritingTask unreadable = new WritingTask(RetrospectMethod.PMI, 1, Language.EN, "!?");
    WritingTask empty = new WritingTask(RetrospectMethod.PMI, 1, Language.EN, "");
    assertThat(ANALYST.guide(unreadable, NO_BILL)).isEqualTo(ANALYST.guide(empty, NO_BILL));
  }

  private static void hasLengths(Guide guide, int descriptionLimit) {
    assertThat(guide.title()).isNotBlank();
    assertThat(guide.title().length()).as(guide.title()).isLessThanOrEqualTo(15);
    assertThat(guide.description()).isNotBlank();
    assertThat(guide.description().length())
        .as(guide.description())
        .isLessThanOrEqualTo(descriptionLimit);
  }

  private static Stream<String> quotations(String text) {
    return QUOTED.matcher(text).results().map(BuiltInAnalystTest::quotation);
  }

  private static String quotation(MatchResult found) {
    return found.group(1) == null ? found.group(2) : found.group(1);
  }
}
