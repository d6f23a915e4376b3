package com.moalog.rjmx.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegexTest {

  /** How many random patterns; {@code -Drjmx.patterns=1000000} for a long look. */
  private static final int PATTERNS = Integer.getInteger("rjmx.patterns", 20_000);

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "ab",
          "aab",
          "aaaa",
          "abcabc",
          "ba\n",
          "a\r\nb",
          "A1_b2",
          "java.lang<type=Memory><HeapMemoryUsage>used: 1024",
          "java.lang<name=G1 Old Generation, type=GarbageCollector><>CollectionCount: 3",
          "kafka.server<type=BrokerTopicMetrics, name=BytesInPerSec, topic=a><>Count: 7",
          "\u00e9t\u00e9 \ud83d\ude00 <x>",
          "foo.bar:type=X,name=\"q,u\\\"o\"");

  /** Numbers, words, and what else is made of their characters. */
  private static final List<String> VALUES =
      List.of("7", "42", "-1.5", "1e-300", "a", "ta", "true", "false", "+Inf", "aaaaaaaaa.");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a(b)?",
        "(a|ab)(c|bcd)?",
        "(a*)*b",
        "(a?)*?b",
        "(?:a|b)+",
        "(a+)+$",
        "^(\\w+)\\.(\\w+)<type=(\\w+)>",
        "type=(.+?), name=(.+)><>(\\w+)",
        "java.lang<type=Memory><HeapMemoryUsage>(\\w+)",
        "java.lang<name=([^>]+), type=GarbageCollector><>(\\w+): (\\d+)",
        "kafka.(\\w+)<type=(.+), name=(.+)PerSec\\w*, topic=(.+)><>Count",
        "(?<domain>[a-z.]+)<(?<rest>[^>]*)>",
        "(\\w)\\1",
        "(?i)JAVA\\.LANG",
        "(?i:a)B",
        "(?=a)a(?!c)",
        "(?<=a)b",
        "(?<!a)b",
        "(?>a+)b",
        "a++b",
        "a*+a",
        "(?:ab)*+c",
        "(?:ab){2}",
        "a{2,3}?",
        "[a-c&&[^b]]+",
        "[^\\w\\s]+",
        "[]a]+",
        "[a-]+",
        "[\\w.-]+",
        "\\bjava\\b",
        "\\Qjava.lang\\E<",
        "\\p{L}+",
        "\\p{Alpha}+\\d",
        "\\R",
        "\\h+",
        "(?m)^b$",
        "(?s)a.*b",
        "b$",
        "b\\Z",
        "b\\z",
        "\\x61\\u0062|\\0141",
        "x*",
        "()",
        "(|a)+",
        "(a|b|)*c",
        "(?:(a)|b)*",
        "((a)|(b))+",
        "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\11",
        ".",
        "\ud83d\ude00",
        "[\ud83d\ude00a]",
        "\\2(a)",
        "(?=.*(b))a\\1",
        "(?=.*?: (\\d))\\d*\\1",
        "(?=(a+))\\1b",
        "(?=.*(.)$).*?\\1"
      })
  void findsWhatTheJdkFinds(String pattern) throws RegexException {
    for (String text : TEXTS) {
      compare(pattern, text);
    }
  }

  @Test
  void findsWhatTheJdkFindsWithRandomPatterns() throws RegexException {
    SplittableRandom random = new SplittableRandom(42);
    int compared = 0;
    int independent = 0;
    for (int i = 0; i < PATTERNS; i++) {
      String pattern = randomPattern(random, 3);
      if (compiles(pattern)) {
        compareBounds(pattern, randomText(random));
        compareBounds(pattern, randomText(random));
        independent += compareValues(pattern, randomText(random));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(PATTERNS / 2);
    assertThat(independent).isGreaterThan(PATTERNS / 20);
  }

  /** Groups within loops are left out: see {@link #compareBounds}. */
  @Test
  void repeatsWhatALookAheadHasCapturedAsTheJdkDoes() throws RegexException {
    SplittableRandom random = new SplittableRandom(7);
    String[] ways = {"", ".", ".*", ".*?", "[ab]", "[^b]*", "a?"};
    String[] groups = {"(.)", "(a)", "(.+)", "([ab]?)", "(.)$", "(\\d)", "()"};
    int independent = 0;
    for (int i = 0; i < PATTERNS / 4; i++) {
      String look = "(?=" + one(random, ways) + one(random, groups) + one(random, ways) + ")";
      String pattern = one(random, ways) + look + one(random, ways) + "\\1" + one(random, ways);
      String text = randomText(random);
      compareBounds(pattern, text);
      compareBounds(pattern, text + ": 7");
      compareValues(pattern, text);
      independent += Regex.compile(pattern).findBeforeValue(text + ": ").depends() ? 0 : 1;
    }
    assertThat(independent).isGreaterThan(PATTERNS / 100);
  }

  private static String one(SplittableRandom random, String[] all) {
    return all[random.nextInt(all.length)];
  }

  private static boolean compiles(String pattern) {
    try {
      Pattern.compile(pattern);
      return true;
    } catch (PatternSyntaxException refused) {
      return false;
    }
  }

  /**
   * The JDK leaves a group set that a given-up round of a loop has captured, in some shapes of
   * patterns; so of random patterns only the match itself is compared.
   */
  private static void compareBounds(String pattern, String text) throws RegexException {
    Matcher expected = Pattern.compile(pattern).matcher(text);
    Attempt attempt = Regex.compile(pattern).find(text);
    String bounds = expected.find() ? expected.start() + "-" + expected.end() : "none";
    String found = attempt.match().map(match -> match.start(0) + "-" + match.end(0)).orElse("none");
    assertThat(attempt.exhausted() ? bounds : found)
        .as("%s in %s", pattern, text)
        .isEqualTo(bounds);
  }

  private static void compare(String pattern, String text) throws RegexException {
    Regex regex = Regex.compile(pattern);
    Matcher expected = Pattern.compile(pattern).matcher(text);
    Attempt attempt = regex.find(text);
    if (attempt.exhausted()) {
      return;
    }
    assertThat(describe(attempt)).as("%s in %s", pattern, text).isEqualTo(describe(expected));
    if (text.indexOf('\n') < 0) {
      compareValues(pattern, text);
    }
    boolean whole = Pattern.compile(pattern).matcher(text).matches();
    assertThat(regex.matches(text).match().isPresent())
        .as("%s is %s", pattern, text)
        .isEqualTo(whole);
    if (text.indexOf('\n') < 0) {
      Matcher last = Pattern.compile("^.*(?:" + pattern + ").*$").matcher(text);
      assertThat(regex.findLast(text).match().isPresent())
          .as("%s last in %s", pattern, text)
          .isEqualTo(last.matches());
    }
  }

  /** What is said without knowing the value is right for every value. */
  private static int compareValues(String pattern, String text) throws RegexException {
    String head = text + ": ";
    Regex regex = Regex.compile(pattern);
    Attempt first = regex.findBeforeValue(head);
    Attempt last = regex.findLastBeforeValue(head);
    for (String value : VALUES) {
      if (!first.depends() && !first.exhausted()) {
        assertThat(before(regex.find(head + value), head))
            .as("%s in %s, then %s", pattern, head, value)
            .isEqualTo(before(first, head));
      }
      if (!last.depends() && !last.exhausted()) {
        assertThat(before(regex.findLast(head + value), head))
            .as("%s last in %s, then %s", pattern, head, value)
            .isEqualTo(before(last, head));
      }
    }
    return last.depends() ? 0 : 1;
  }

  /** The groups as far as they lie before the value. */
  private static String before(Attempt attempt, String head) {
    return attempt
        .match()
        .map(match -> {
          StringBuilder text = new StringBuilder("found");
          for (int i = 1; i <= match.groups(); i++) {
            boolean behind = match.end(i) > head.length() && !match.group(i).isEmpty();
            text.append(match.has(i) ? behind ? " behind" : " " + match.group(i) : " -");
          }
          return text.toString();
        })
        .orElse("none");
  }

  private static String describe(Attempt attempt) {
    return attempt
        .match()
        .map(match -> {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i <= match.groups(); i++) {
            text.append(match.start(i)).append('-').append(match.end(i)).append(' ');
          }
          return text.toString();
        })
        .orElse("none");
  }

  private static String describe(Matcher matcher) {
    if (!matcher.find()) {
      return "none";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= matcher.groupCount(); i++) {
      text.append(matcher.start(i)).append('-').append(matcher.end(i)).append(' ');
    }
    return text.toString();
  }

  private static String randomPattern(SplittableRandom random, int depth) {
    int kind = depth == 0 ? random.nextInt(4) : random.nextInt(14);
    return switch (kind) {
      case 0, 1 -> String.valueOf((char) ('a' + random.nextInt(3)));
      case 2 -> ".";
      case 3 -> "[ab]";
      case 4, 5 -> randomPattern(random, depth - 1) + randomPattern(random, depth - 1);
      case 6 -> "(" + randomPattern(random, depth - 1) + ")";
      case 7 ->
          "(?:" + randomPattern(random, depth - 1) + "|" + randomPattern(random, depth - 1) + ")";
      case 8 ->
          "(" + randomPattern(random, depth - 1) + "|" + randomPattern(random, depth - 1) + ")";
      case 9 -> "(?:" + randomPattern(random, depth - 1) + ")" + repetition(random);
      case 10 -> "[a-b]" + repetition(random);
      case 11 -> new String[] {".", "[^b]", "[^xa]"}[random.nextInt(3)] + repetition(random);
      case 12 -> new String[] {"$", "^", "\\b", "(?!b)", "(?<=a)"}[random.nextInt(5)];
      default -> "(?=" + randomPattern(random, depth - 1) + ")";
    };
  }

  private static String repetition(SplittableRandom random) {
    String[] all = {"*", "+", "?", "{2}", "{1,2}", "*?", "+?", "??"};
    return all[random.nextInt(all.length)];
  }

  private static String randomText(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "[",
        "[a",
        "*a",
        "a{",
        "a{2,1}",
        "\\",
        "(?<1a>x)",
        "(?x)a",
        "\\G",
        "a{2000}",
        "(?<=a*)b",
        "[b-a]",
        "\\p{Greek}",
        "(?<a>x)(?<a>y)",
        "\\k<b>"
      })
  void refusesWhatItDoesNotUnderstand(String pattern) {
    assertThatThrownBy(() -> Regex.compile(pattern)).isInstanceOf(RegexException.class);
  }

  @Test
  void refusesPatternsThatAreTooLong() {
    assertThatThrownBy(() -> Regex.compile("a".repeat(Regex.LENGTH_LIMIT + 1)))
        .isInstanceOf(RegexException.class);
  }

  @Test
  void givesUpWhenThePatternTakesTooManySteps() throws RegexException {
    Attempt attempt = Regex.compile("(a|aa)+$").find("a".repeat(60) + "b");
    assertThat(attempt.exhausted()).isTrue();
    assertThat(attempt.match()).isEmpty();
  }

  @Test
  void givesUpBeforeTheStackIsFull() throws RegexException {
    assertThat(Regex.compile("(?:a|b)*c").find("ab".repeat(20_000)).exhausted()).isTrue();
  }

  @Test
  void readsTheNamedGroupsOfOtherEngines() throws RegexException {
    assertThat(Regex.compile("(?P<first>a)").names()).containsEntry("first", 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".*",
        ".+",
        "(.+)",
        "Count.*",
        "Count.+",
        "Count: .+$",
        "Count: .",
        "<type=(.+), name=(.+)><>(\\w+)",
        "<type=(.*), name=(.*)><>Count",
        "name=\\S+><>",
        "\\w+<type=([^,]+).*",
        "Count(?:: [^<]*)?",
        "(?i)count(?=.*)",
        "Count<"
      })
  void needsNoValueToLookBeforeIt(String pattern) throws RegexException {
    String text = "kafka.server<type=Topic, name=In><>Count";
    assertThat(Regex.compile(pattern).findBeforeValue(text + ": ").depends()).isFalse();
    assertThat(Regex.compile(pattern).findLastBeforeValue(text + ": ").depends()).isFalse();
    compareValues(pattern, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Count: \\d",
        "Count: 7",
        "Count: .$",
        "Count: ..",
        "Count: .{2}",
        "Count: .{0,2}$",
        "Count.+.+.+.+",
        "Count: (?!1)",
        "Count: .*(?<=7)",
        "Count: \\b",
        "(.) Count: \\1",
        "(?=.*?Count: (.))\\1",
        "(?=.*(.)$)\\1 Count",
        "(.+)(.)$"
      })
  void needsTheValueToLookAtIt(String pattern) throws RegexException {
    String head = "a<type=X><>7 Count: ";
    Attempt attempt = Regex.compile(pattern).findBeforeValue(head);
    assertThat(attempt.depends()).isTrue();
  }
}
