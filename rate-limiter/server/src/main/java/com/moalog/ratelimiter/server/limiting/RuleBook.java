package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.Domain;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.Rules;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.rules.RulesFile;
import com.moalog.ratelimiter.core.rules.RulesFileException;
import com.moalog.ratelimiter.server.settings.LimitSettings;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force and the limits of requests that match none. The file is read again when asked;
 * a file that cannot be used leaves the old rules in force. Thread-safe.
 */
public final class RuleBook {

  private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);

  private static final long MANY_TIMES = 10_000;

  private final LimitSettings settings;
  private final int sharePermille;
  private final RulesFile reader;
  private final Map<Algorithm, Rule> defaults = new EnumMap<>(Algorithm.class);
  private volatile Rules rules;

  /**
   * The rules as they are now.
   *
   * @param sharePermille thousandths of a limit that an instance grants by itself
   * @throws RulesFileException if the rules cannot be used
   */
  public RuleBook(LimitSettings settings, int sharePermille) throws RulesFileException {
    this.settings = settings;
    this.sharePermille = sharePermille;
    this.reader = new RulesFile(settings.defaultAlgorithm());
    for (Algorithm algorithm : Algorithm.values()) {
      defaults.put(algorithm, Rule.byDefault(settings.defaultLimit(algorithm)));
    }
    warnOfMany("Default limit", defaultOf(Algorithm.SLIDING_WINDOW_LOG));
    this.rules = read();
  }

  public Rules rules() {
    return rules;
  }

  /** Where the rules come from. */
  public String source() {
    return settings.rulesFile() == null ? "shipped" : settings.rulesFile().toString();
  }

  public Optional<Rule> named(String name) {
    return rules.named(name);
  }

  /** The first rule that matches, else the default limit of the algorithm. */
  public Rule ruleFor(String key, Algorithm algorithm) {
    return rules.matching(key).orElseGet(() -> defaultOf(algorithm));
  }

  /** Where the count of a key under a rule is kept. */
  public StorageKey storageKey(Rule rule, String key) {
    return StorageKey.of(settings.keyPrefix(rule.limit().algorithm()), rule.name(), key);
  }

  /** Reads the file again; the rules change as a whole or not at all. */
  boolean reload() {
    try {
      rules = read();
      LOG.info("Read {} rules", rules.inOrder().size());
      return true;
    } catch (RulesFileException e) {
      LOG.warn("Kept the old rules: {}", e.getMessage());
      return false;
    }
  }

  private Rules read() throws RulesFileException {
    Rules read =
        settings.rulesFile() == null ? reader.shipped() : reader.read(settings.rulesFile());
    read.inOrder().forEach(rule -> tell("Rule", rule));
    for (Domain domain : read.domains()) {
      domain.limits().forEach(limit -> tell(limit.path() + ": rule", limit.limited().rule()));
    }
    return read;
  }

  private static void warnOfMany(String what, Rule rule) {
    if (rule.limit() instanceof SlidingWindow log && log.maxRequests() > MANY_TIMES) {
      LOG.warn(
          "{} {} remembers up to {} times for each key; SLIDING_WINDOW_COUNTER takes 152 bytes",
          what,
          rule.name(),
          log.maxRequests());
    }
  }

  private void tell(String what, Rule rule) {
    warnOfMany(what, rule);
    LOG.info(
        "{} {}: {} of {}, {}: a window can exceed its limit by at most {}",
        what,
        rule.name(),
        rule.limit().algorithm(),
        rule.limit().permits(),
        rule.counting().text(),
        rule.counting().overshoot(rule.limit(), sharePermille).text());
  }

  /** The limit of requests that match no rule and are decided by this algorithm. */
  public Rule defaultOf(Algorithm algorithm) {
    Rule rule = defaults.get(algorithm);
    if (rule == null) {
      throw new IllegalArgumentException("no default limit of " + algorithm);
    }
    return rule;
  }
}
