package com.moalog.ratelimiter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.Counting;
import com.moalog.ratelimiter.core.model.Descriptor;
import com.moalog.ratelimiter.core.model.Domain.Placed;
import com.moalog.ratelimiter.core.model.Domain.Quota.Limited;
import com.moalog.ratelimiter.core.model.FailMode;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.LimitUnit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.Rules;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The domains of a rules file, in the words of Envoy's reference service. */
class DomainsTest {

  private final RulesFile file = new RulesFile(Algorithm.TOKEN_BUCKET);

  @Test
  void readsAFileOfTheReferenceService() throws RulesFileException {
    Rules rules =
        file.parse(
            "ratelimit.yaml",
            """
            domain: rl
            descriptors:
              - key: category
                value: account
                rate_limit: {unit: minute, requests_per_unit: 4}
                detailed_metric: true
                descriptors:
                  - key: source_cluster
                    shadow_mode: true
                    rate_limit: {unit: DAY, requests_per_unit: 100}
              - key: internal
                rate_limit: {unlimited: true}
            """);
    List<Placed> limits = rules.domain("rl").orElseThrow().limits();
    assertThat(limits)
        .extracting(Placed::path)
        .containsExactly("rl: category=account", "rl: category=account, source_cluster");
    Limited first = limits.getFirst().limited();
    assertThat(first.rule().name()).isEqualTo("rl-category-account");
    assertThat(first.rule().limit()).isEqualTo(FixedWindow.ofSeconds(4, 60));
    assertThat(first.requests()).isEqualTo(4);
    assertThat(first.unit()).isEqualTo(LimitUnit.MINUTE);
    assertThat(limits.getLast().limited().rule().shadow()).isTrue();
    assertThat(rules.inOrder()).isEmpty();
  }

  @Test
  void readsWhatTheReferenceServiceDoesNotHave() throws RulesFileException {
    Rules rules =
        file.parse(
            "rules.yaml",
            """
            rules:
              - {name: a, match: "a*", rate: 1/s, burst: 2}
            domains:
              - domain: one
                algorithm: SLIDING_WINDOW_LOG
                descriptors:
                  - key: k
                    rate_limit:
                      {name: named, unit: week, requests_per_unit: 5, mode: leased, lease_max: 2,
                       fail_mode: closed}
              - domain: two
                descriptors:
                  - key: k
                    rate_limit:
                      {unit: minute, requests_per_unit: 5, burst: 9, algorithm: TOKEN_BUCKET}
            """);
    assertThat(rules.inOrder()).hasSize(1);
    Rule named = rules.domain("one").orElseThrow().limits().getFirst().limited().rule();
    assertThat(named.name()).isEqualTo("named");
    assertThat(named.limit()).isEqualTo(SlidingWindow.ofSeconds(5, 604_800));
    assertThat(named.counting()).isEqualTo(new Counting.Leased(2));
    assertThat(named.failMode()).isEqualTo(FailMode.CLOSED);
    assertThat(rules.domain("two").orElseThrow().limits().getFirst().limited().rule().limit())
        .isEqualTo(new TokenBucket(9, new Rate(5, 60)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{domains: 5} | must hold a list",
        "{domains: [5]} | must be a map",
        "{domains: [{descriptors: []}]} | a domain needs its name",
        "{domain: a, descriptors: 5} | descriptors must be a list",
        "{domain: a, descriptors: [5]} | each descriptor must be a map",
        "{domain: a, descriptors: [{value: x}]} | a descriptor needs a key",
        "{domain: a, descriptors: [{key: k, limit: 5}]} | unknown key: limit",
        "{domain: a, rules: []} | unknown key: rules",
        "{domain: a, descriptors: [{key: k},{key: k}]} | descriptor is there twice: k",
        "{domain: a, descriptors: [{key: k, rate_limit: 5}]} | rate_limit must be a map",
        "{domain: a, descriptors: [{key: k, rate_limit: {unit: eon, requests_per_unit: 1}}]} | unit"
            + " must be second",
        "{domain: a, descriptors: [{key: k, rate_limit: {unit: day}}]} | requests_per_unit must be",
        "{domain: a, descriptors: [{key: k, rate_limit: {unit: day, requests_per_unit: 1.5}}]} |"
            + " requests_per_unit must be",
        "{domain: a, descriptors: [{key: k, rate_limit: {unit: day, requests_per_unit: 0}}]} | a k:"
            + " ",
        "{domain: a, descriptors: [{key: k, rate_limit: {unit: day, requests_per_unit: 1, burst:"
            + " 2}}]} | unknown key: burst",
        "{domain: a, descriptors: [{key: k, rate_limit: {unit: day, requests_per_unit: 1, replaces:"
            + " []}}]} | unknown key: replaces",
        "{domain: a, descriptors: [{key: k, rate_limit: {unit: year, requests_per_unit: 1,"
            + " algorithm: TOKEN_BUCKET}}]} | a bucket refills by",
        "{domain: a, descriptors: [{key: k, value: X, rate_limit: {unit: day, requests_per_unit:"
            + " 1}},{key: k, value: x, rate_limit: {unit: day, requests_per_unit: 1}}]} | already"
            + " taken: a-k-x",
        "{domains: [{domain: a},{domain: a}]} | domain is already taken: a"
      })
  void refusesAFaultyDomainAndNamesTheFault(String yaml, String fault) {
    assertThatThrownBy(() -> file.parse("rules.yaml", yaml))
        .isInstanceOf(RulesFileException.class)
        .hasMessageStartingWith("rules.yaml: ")
        .hasMessageContaining(fault);
  }

  @Test
  void refusesATreeThatIsTooDeep() {
    String deepest = "{key: k}";
    for (int level = 1; level < DomainEntry.MAX_DEPTH; level++) {
      deepest = "{key: k, descriptors: [" + deepest + "]}";
    }
    String allowed = "{domain: a, descriptors: [" + deepest + "]}";
    assertThat(parsed(allowed).domains()).hasSize(1);
    String refused = "{domain: a, descriptors: [{key: k, descriptors: [" + deepest + "]}]}";
    assertThatThrownBy(() -> file.parse("rules.yaml", refused))
        .hasMessageContaining("descriptors go deeper than 16");
  }

  private Rules parsed(String yaml) {
    try {
      return file.parse("rules.yaml", yaml);
    } catch (RulesFileException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLongPathHasANameOfItsOwn() {
    String name = "k".repeat(80);
    Rules rules =
        parsed(
            """
            {domain: a, descriptors: [
              {key: %1$s1, rate_limit: {unit: day, requests_per_unit: 1}},
              {key: %1$s2, rate_limit: {unit: day, requests_per_unit: 1}}]}
            """
                .formatted(name));
    assertThat(rules.domain("a").orElseThrow().limits())
        .allSatisfy(limit -> assertThat(limit.limited().rule().name()).hasSize(63));
  }

  @Test
  void noValuePassesForAnotherDescriptor() {
    assertThat(text("a", "b", "c", "d")).isNotEqualTo(text("a", "b|c_d"));
    assertThat(text("a", "b_c")).isNotEqualTo(text("a_b", "c"));
    assertThat(text("a", "\\|")).isNotEqualTo(text("a", "|"));
    assertThat(text("a", "b")).isEqualTo("a_b");
  }

  private static String text(String... parts) {
    List<Descriptor.Entry> entries = new ArrayList<>();
    for (int i = 0; i < parts.length; i += 2) {
      entries.add(new Descriptor.Entry(parts[i], parts[i + 1]));
    }
    return new Descriptor(entries).text();
  }
}
