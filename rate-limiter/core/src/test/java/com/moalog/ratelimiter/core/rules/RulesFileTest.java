package com.moalog.ratelimiter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.FailMode;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.LeakyBucket;
import com.moalog.ratelimiter.core.model.Overshoot;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.Rules;
import com.moalog.ratelimiter.core.model.SlidingCounter;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesFileTest {

  private final RulesFile file = new RulesFile(Algorithm.TOKEN_BUCKET);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rules: 5 | list of rules",
        "[{rate: 1/s, burst: 1}] | has no name",
        "[{name: A, rate: 1/s, burst: 1}] | name must match",
        "[{name: default, rate: 1/s, burst: 1}] | already taken",
        "[{name: a, rate: 1/s, burst: 1},{name: a, rate: 1/s, burst: 1}] | already taken: a",
        "[{name: a, burst: 1}] | rule a: a bucket needs a rate",
        "[{name: a, rate: 1/s}] | rule a: a bucket needs a burst",
        "[{name: a, rate: fast, burst: 1}] | rate must be like",
        "[{name: a, rate: 1/s, burst: 0}] | capacity must be positive",
        "[{name: a, rate: 1/s, burst: 1.5}] | burst must be a whole number",
        "[{name: a, rate: 1/s, burst: 1, window: 5}] | unknown key: window",
        "[{name: a, algorithm: SLIDING_WINDOW, limit: 5}] | a window needs its length",
        "[{name: a, algorithm: NONE, limit: 5}] | unknown algorithm: NONE",
        "[{name: a, algorithm: FIXED_WINDOW, limit: 5, rate: 1/s}] | unknown key: rate",
        "[{name: a, algorithm: LEAKY_BUCKET, limit: 5}] | unknown key: limit",
        "[{name: a, rate: 1/s, burst: 1, match: 'regex:('}] | Unclosed group",
        "[{name: a, rate: 1/s, burst: 1, shadow: perhaps}] | must be true or false",
        "[{name: a, rate: 1/s, burst: 1, fail-mode: shut}] | must be open, local or closed",
        "[{name: a, rate: 1/s, burst: 3, permits-max: 4}] | permits-max must be from 1 to 3",
        "[{name: a, rate: 1/s, burst: 3, mode: loose}] | mode must be strict, leased or local",
        "[{name: a, rate: 1/s, burst: 3, lease-max: 1}] | lease-max is only for mode leased",
        "[{name: a, rate: 1/s, burst: 3, mode: leased, lease-max: 4}] | must be from 1 to 3",
        "[{name: a, rate: 1/s, burst: 3, mode: leased, lease-max: 0}] | must be positive",
        "[5] | must be a map",
        "a: [ | expected"
      })
  void refusesAFaultyRuleAndNamesTheFault(String yaml, String fault) {
    assertThatThrownBy(() -> file.parse("rules.yaml", yaml))
        .isInstanceOf(RulesFileException.class)
        .hasMessageStartingWith("rules.yaml: ")
        .hasMessageContaining(fault);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> file.read(Path.of("nowhere.yaml")))
        .isInstanceOf(RulesFileException.class)
        .hasMessageContaining("nowhere.yaml");
  }

  @Test
  void readsALimitOfEveryAlgorithm() throws RulesFileException {
    Rules rules =
        file.parse(
            "rules.yaml",
            """
            - {name: a, rate: 1/s, burst: 2}
            - {name: b, algorithm: LEAKY_BUCKET, rate: 1/s, burst: 2}
            - {name: c, algorithm: SLIDING_WINDOW_LOG, limit: 3, window: 4}
            - {name: d, algorithm: SLIDING_WINDOW_COUNTER, limit: 3, window: 4}
            - {name: e, algorithm: FIXED_WINDOW, limit: 3, window: 4}
            """);
    assertThat(rules.inOrder().stream().map(Rule::limit))
        .containsExactly(
            new TokenBucket(2, new Rate(1, 1)),
            new LeakyBucket(2, new Rate(1, 1)),
            SlidingWindow.ofSeconds(3, 4),
            SlidingCounter.ofSeconds(3, 4),
            FixedWindow.ofSeconds(3, 4));
  }

  @Test
  void tellsTheWorstCaseOfEachMode() throws RulesFileException {
    Rules rules =
        file.parse(
            "rules.yaml",
            """
            - {name: a, rate: 1/s, burst: 200}
            - {name: b, rate: 1/s, burst: 200, mode: leased}
            - {name: c, rate: 1/s, burst: 200, mode: leased, lease-max: 7}
            - {name: d, rate: 1/s, burst: 200, mode: local}
            - {name: e, rate: 1/s, burst: 4, mode: leased}
            """);
    assertThat(rules.inOrder().stream().map(rule -> rule.counting().text()))
        .containsExactly("strict", "leased", "leased", "local", "leased");
    assertThat(rules.inOrder().stream().map(rule -> overshoot(rule, 1_000).text()))
        .containsExactly("0", "20", "7", "200 x instances - 200", "1");
    Rule local = rules.named("d").orElseThrow();
    assertThat(overshoot(local, 1_000).permits(3)).isEqualTo(400);
    assertThat(overshoot(local, 500).permits(3)).isEqualTo(100);
    assertThat(overshoot(local, 500).permits(2)).isZero();
    assertThat(overshoot(rules.named("c").orElseThrow(), 500).permits(9)).isEqualTo(7);
  }

  private static Overshoot overshoot(Rule rule, int sharePermille) {
    return rule.counting().overshoot(rule.limit(), sharePermille);
  }

  @Test
  void shipsTheLimitsOfThePlatform() throws RulesFileException {
    Rules rules = file.shipped();
    assertThat(rules.matching("user:7:ai-analysis").orElseThrow().limit())
        .isEqualTo(new TokenBucket(3, new Rate(5, 60)));
    assertThat(rules.matching("user:7:ai-guide").orElseThrow().limit())
        .isEqualTo(new TokenBucket(10, new Rate(10, 60)));
    assertThat(rules.matching("global_api:ip:203.0.113.7").orElseThrow().limit())
        .isEqualTo(SlidingWindow.ofSeconds(100, 60));
    assertThat(rules.matching("page_api:member:7").orElseThrow().limit())
        .isEqualTo(SlidingWindow.ofSeconds(300, 60));
    assertThat(rules.matching("openai-global").orElseThrow().limit())
        .isEqualTo(SlidingWindow.ofSeconds(20, 1));
    assertThat(rules.matching("global_api:user:1")).isEmpty();
  }

  @Test
  void anEmptyFileHasNoRules() throws RulesFileException {
    assertThat(file.parse("f", "").inOrder()).isEmpty();
    assertThat(file.parse("f", "rules:").inOrder()).isEmpty();
  }

  @Test
  void readsEveryKeyAndKeepsTheOrder() throws RulesFileException {
    Rules rules =
        file.parse(
            "f",
            """
            rules:
              - {name: off, match: "*", rate: 1/s, burst: 1, enabled: false}
              - {name: one, match: "a?c*", algorithm: SLIDING_WINDOW, limit: 9, window: 2,
                 permits-max: 4, fail-mode: closed, shadow: true}
              - {name: two, match: "regex:a[a-z]+", rate: 2/m, burst: 5}
              - {name: three, rate: 1/h, burst: 1}
            """);
    Rule one = rules.matching("abcd").orElseThrow();
    assertThat(one.name()).isEqualTo("one");
    assertThat(one.limit()).isEqualTo(SlidingWindow.ofSeconds(9, 2));
    assertThat(one.permitsMax()).isEqualTo(4);
    assertThat(one.failMode()).isEqualTo(FailMode.CLOSED);
    assertThat(one.shadow()).isTrue();
    assertThat(rules.matching("axyz").orElseThrow().name()).isEqualTo("two");
    assertThat(rules.matching("b")).isEmpty();
    assertThat(rules.named("three")).isPresent();
    assertThat(rules.named("off")).isEmpty();
  }

  @Test
  void aGlobMatchesSpecialCharactersAsTheyAre() throws RulesFileException {
    Rules rules = file.parse("f", "[{name: a, match: 'x.[1]*', rate: 1/s, burst: 1}]");
    assertThat(rules.matching("x.[1]\nrest")).isPresent();
    assertThat(rules.matching("xy[1]")).isEmpty();
  }
}
