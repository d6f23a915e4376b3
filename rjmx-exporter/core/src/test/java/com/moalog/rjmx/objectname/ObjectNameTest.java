package com.moalog.rjmx.objectname;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's own ObjectName says what is right. */
class ObjectNameTest {

  private static final int RANDOM_NAMES = 60_000;
  private static final String[] PIECES = {
    "a", "b", "=", ",", "*", "?", "\"", "\\", "\n", "n", ":", "a=", ",b=", "\"a\"", "\\*", "\\\"",
    "c=a"
  };

  private static final Pattern BEHIND_A_QUOTE =
      Pattern.compile("=\"([^\"\\\\]|\\\\.)*\"[^,]", Pattern.DOTALL);

  private static Optional<javax.management.ObjectName> expected(String text) {
    try {
      return Optional.of(new javax.management.ObjectName(text));
    } catch (MalformedObjectNameException refused) {
      return Optional.empty();
    }
  }

  private static Optional<ObjectName> seen(String text) {
    try {
      return Optional.of(ObjectName.parse(text));
    } catch (ObjectNameException refused) {
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang:type=Memory",
        "java.lang:name=G1 Young Generation,type=GarbageCollector",
        "a:type=,name=x",
        "a:type=",
        ":type=X",
        "*:*",
        "a?b*:type=*,*",
        "a:*,type=X",
        "a:type=X,*,name=Y",
        "a:k=\"q,=:\\*\\\"\\?\\\\ \\n\"",
        "a:k=\"x*\"",
        "a: b = c ",
        "a:k=x\\",
        "\u00e9:\ud83d\ude00=\u00fc"
      })
  void readsWhatTheJdkReads(String text) throws Exception {
    javax.management.ObjectName expected = new javax.management.ObjectName(text);
    ObjectName seen = ObjectName.parse(text);
    assertThat(seen.canonical()).hasToString(expected.getCanonicalName());
    assertThat(seen.isPattern()).isEqualTo(expected.isPattern());
    assertThat(seen.hasDomainPattern()).isEqualTo(expected.isDomainPattern());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a:",
        "*:",
        "a:b",
        "a:=c",
        "a::b=1",
        "a:b=1=2",
        "a:b=1,",
        "a:b=1,b=2",
        "a:*,*",
        "a:**",
        "a:*b=1",
        "a:b*=1",
        "a:b=c\"d",
        "a:b=\"x\"y",
        "a:b=\"x",
        "a:b=\"x\\",
        "a:b=\"x\\y\"",
        "a:b=\"x\ny\"",
        "a:b=x\ny",
        "a\nb:c=d"
      })
  void refusesWhatTheJdkRefuses(String text) {
    assertThat(expected(text)).isEmpty();
    assertThatThrownBy(() -> ObjectName.parse(text))
        .isInstanceOf(ObjectNameException.class)
        .hasMessageStartingWith("not an ObjectName, ");
  }

  @Test
  void refusesANameOfNoEndInAFewWords() {
    assertThatThrownBy(() -> ObjectName.parse("a:b=" + "c".repeat(4_096)))
        .isInstanceOf(ObjectNameException.class)
        .hasMessageContaining("too long")
        .message()
        .hasSizeLessThan(200);
  }

  @Test
  void agreesWithTheJdkAboutRandomNames() {
    SplittableRandom random = new SplittableRandom(5);
    int accepted = 0;
    for (int i = 0; i < RANDOM_NAMES; i++) {
      String text = random(random);
      if (!isOddInTheJdk(text)) {
        Optional<ObjectName> seen = seen(text);
        Optional<javax.management.ObjectName> expected = expected(text);
        assertThat(seen.map(name -> name.canonical().toString()))
            .as(text)
            .isEqualTo(expected.map(javax.management.ObjectName::getCanonicalName));
        assertThat(seen.map(ObjectName::isPattern))
            .as(text)
            .isEqualTo(expected.map(javax.management.ObjectName::isPattern));
        accepted += seen.isPresent() ? 1 : 0;
      }
    }
    assertThat(accepted).isGreaterThan(RANDOM_NAMES / 50);
  }

  @Test
  void findsWithPatternsWhatTheJdkFinds() throws Exception {
    SplittableRandom random = new SplittableRandom(6);
    int found = 0;
    for (int i = 0; i < RANDOM_NAMES; i++) {
      String pattern = random(random);
      String name = pattern.replace("*", random.nextBoolean() ? "" : "ab").replace('?', 'a');
      if (seen(pattern).isPresent() && expected(name).isPresent() && !isOddInTheJdk(pattern)) {
        boolean expected =
            expected(pattern).orElseThrow().apply(new javax.management.ObjectName(name));
        boolean seen = ObjectName.parse(pattern).matches(ObjectName.parse(name));
        assertThat(seen).as("%s for %s", pattern, name).isEqualTo(expected);
        found += seen ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(100);
  }

  /** The JDK takes a comma behind a final star, and skips a character behind a closed quote. */
  private static boolean isOddInTheJdk(String text) {
    return text.endsWith("*,") || BEHIND_A_QUOTE.matcher(text).find();
  }

  private static String random(SplittableRandom random) {
    StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "a*:" : "a:");
    text.append(random.nextBoolean() ? "a=" : "");
    for (int i = random.nextInt(7); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
