package com.moalog.server.ai.builtin;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The noun in one Korean word. Particles are cut off ("회의에서" gives "회의"), verbs made of a noun are
 * taken apart ("공유했어요" gives "공유"), other verbs and adjectives give none. It is a set of rules of
 * thumb, not a morphological analysis: good enough for naming what a text is about.
 *
 * @param text the noun
 * @param isBare whether the word is the noun and nothing else
 */
record KoreanNoun(String text, boolean isBare) {

  private static final int SHORTEST = 2;

  /** A noun with a form of 하다, 되다, 시키다 or 받다 behind it. */
  private static final Pattern NOUN_VERB =
      Pattern.compile(
          "^(.{2,}?)(?:(?:하|되|시키|받)(?:다|고|며|면|면서|지|지만|는|는데|기|기로|여|였.*|게|도록|려고|자|니|니까|던|시.*|"
              + "세요|나|므로|었.*|아.*|은|을)|(?:했|됐|되었|하였|시켰|받았).*|"
              + "(?:한|할|함|된|될|됨|해|돼|시킨|시킬)(?:다|요|서|야|도|지|줘|주.*|보.*|봤.*|볼|본)?)$");

  private static final Pattern VERB =
      Pattern.compile(
          ".*(?:요|다|니까|지만|는데|은데|던|려고|도록|으면|다면|라면|거나|스럽게|었음|았음|겠지|(?:어|아|여|려|워|와|해|져|쳐|켜|춰|눠|"
              + "라|러|려)서|으려|으며|면서)$|.{2,}(?:게|고|며)$|.{1,3}(?:쁜|픈|린|른|운|던|웠|렸|겼|졌|췄|였|았|었|줘|봐|춰|눠)$");

  /** Nouns that look like a verb's form or like a noun with a particle. */
  private static final Pattern NOUN_AFTER_ALL =
      Pattern.compile(
          ".*(?:회고|광고|보고|최고|참고|경고|사고|창고|필요|개요|수요|중요|바다|기본|평가|전문가|휴가|단가|난이도|완성도|만족도|이해도|진행도|"
              + "속도|온도|강도|각도|제도|효과|결과|성과|논의|회의|합의|문의|강의|주의|정의|토의|동의|품의|예의|메시지|페이지|이미지|"
              + "분위기|이야기|디자인|도메인|온라인|라인|확인|원인|화면|측면|장면|반면|데이터|업데이트|의사소통|마을|가을|우선순위)$");

  /** Longest first, so that the whole particle goes. */
  private static final List<String> PARTICLES =
      List.of(
          "에서부터", "으로부터", "에서는", "에서도", "에게서", "이라는", "이라고", "으로는", "으로도", "까지는", "까지도", "만으로",
          "에서의", "라는", "라고", "까지", "부터", "에서", "에게", "한테", "으로", "처럼", "보다", "마다", "이나", "이랑", "에는",
          "에도", "로는", "로도", "과의", "와의", "들을", "들이", "들은", "들과", "들의", "은", "는", "이", "가", "을", "를",
          "에", "의", "와", "과", "도", "만", "로", "랑", "나", "들");

  /** Calls somebody by name, which is no topic. */
  private static final Pattern NAME = Pattern.compile(".{2,}님.{0,3}");

  /** The noun in the word, or {@code null} when there is none. */
  static @Nullable KoreanNoun of(String word) {
    if (NAME.matcher(word).matches()) {
      return null;
    }
    if (NOUN_AFTER_ALL.matcher(word).matches()) {
      return new KoreanNoun(word, true);
    }
    Matcher taken = NOUN_VERB.matcher(word);
    if (taken.matches()) {
      return new KoreanNoun(taken.group(1), false);
    }
    if (VERB.matcher(word).matches()) {
      return null;
    }
    for (String particle : PARTICLES) {
      if (word.endsWith(particle) && word.length() - particle.length() >= SHORTEST) {
        return withoutParticle(word.substring(0, word.length() - particle.length()));
      }
    }
    boolean isAdjective = word.length() <= 3 && word.matches(".*[은는을]$");
    return word.length() < SHORTEST || isAdjective ? null : new KoreanNoun(word, true);
  }

  private static @Nullable KoreanNoun withoutParticle(String noun) {
    return VERB.matcher(noun).matches() && !NOUN_AFTER_ALL.matcher(noun).matches()
        ? null
        : new KoreanNoun(noun, false);
  }
}
