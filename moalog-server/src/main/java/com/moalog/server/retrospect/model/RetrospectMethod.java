package com.moalog.server.retrospect.model;

import com.moalog.server.model.Language;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The five ways to hold a retrospect; each asks exactly five questions. */
public enum RetrospectMethod {
  KPT(
      "KPT",
      new Question("계속 유지하고 싶은 점은 무엇인가요?", "What do you want to keep?"),
      new Question("개선이 필요한 문제는 무엇인가요?", "Which problems need to be improved?"),
      new Question("다음에 시도해 보고 싶은 것은 무엇인가요?", "What do you want to try next?"),
      new Question("프로젝트를 마치며 전체적으로 어떤 느낌이 드나요?", "How do you feel about the project overall?"),
      new Question("더 나누고 싶은 이야기가 있나요?", "Is there anything else you want to share?")),
  FOUR_L(
      "4L",
      new Question("좋았던 점은 무엇인가요?", "What did you like?"),
      new Question("배운 점은 무엇인가요?", "What did you learn?"),
      new Question("부족했던 점은 무엇인가요?", "What was lacking?"),
      new Question("간절히 바랐던 점은 무엇인가요?", "What did you long for?"),
      new Question("더 나누고 싶은 이야기가 있나요?", "Is there anything else you want to share?")),
  FIVE_F(
      "5F",
      new Question("어떤 일이 있었는지 사실 그대로 적어 주세요.", "What happened? Describe the facts."),
      new Question("그때 어떤 감정을 느꼈나요?", "What did you feel?"),
      new Question("무엇을 발견하고 깨달았나요?", "What did you find out?"),
      new Question("앞으로 어떻게 적용할 수 있을까요?", "How will you apply it?"),
      new Question("팀원에게 전하고 싶은 피드백은 무엇인가요?", "What feedback do you have for your teammates?")),
  PMI(
      "PMI",
      new Question("긍정적이었던 점은 무엇인가요?", "What was positive?"),
      new Question("부정적이었던 점은 무엇인가요?", "What was negative?"),
      new Question("흥미로웠던 점은 무엇인가요?", "What was interesting?"),
      new Question("프로젝트를 마치며 전체적으로 어떤 느낌이 드나요?", "How do you feel about the project overall?"),
      new Question("더 나누고 싶은 이야기가 있나요?", "Is there anything else you want to share?")),
  FREE(
      "Free",
      new Question("가장 기억에 남는 순간은 무엇인가요?", "What do you remember most?"),
      new Question("작업하면서 어떤 생각이 들었나요?", "What went through your mind during the work?"),
      new Question("다음에는 무엇을 더 잘하고 싶나요?", "What do you want to do better next time?"),
      new Question("팀원에게 하고 싶은 말은 무엇인가요?", "What do you want to say to your teammates?"),
      new Question("더 나누고 싶은 이야기가 있나요?", "Is there anything else you want to share?"));

  /** Questions per method. */
  public static final int QUESTION_COUNT = 5;

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes an immutable list of records
  private final List<Question> questions;

  RetrospectMethod(String label, Question... questions) {
    this.label = label;
    this.questions = List.of(questions);
  }

  /** The method of that name, in any letter case. */
  public static Optional<RetrospectMethod> named(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    for (RetrospectMethod method : values()) {
      if (method.name().equals(wanted)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }

  /** The name for people, as in reports. */
  public String label() {
    return label;
  }

  /** The text of question 1 to {@value #QUESTION_COUNT}. */
  public String question(int number, Language language) {
    return questions.get(number - 1).in(language);
  }

  private record Question(String korean, String english) {

    String in(Language language) {
      return language.choose(korean, english);
    }
  }
}
