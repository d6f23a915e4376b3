package com.moalog.ratelimiter.core.rules;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.Counting;
import com.moalog.ratelimiter.core.model.FailMode;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.KeyPattern;
import com.moalog.ratelimiter.core.model.LeakyBucket;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.SlidingCounter;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * One rule as a file writes it. Every fault is an {@link IllegalArgumentException} that names it.
 */
final class RuleEntry {

  private static final Set<String> COMMON_KEYS =
      Set.of(
          "name",
          "match",
          "algorithm",
          "mode",
          "lease-max",
          "permits-max",
          "fail-mode",
          "shadow",
          "enabled");
  private static final Set<String> BUCKET_KEYS = Set.of("rate", "burst");
  private static final Set<String> WINDOW_KEYS = Set.of("limit", "window");

  private final Map<?, ?> entry;

  RuleEntry(Map<?, ?> entry) {
    this.entry = entry;
  }

  boolean isEnabled() {
    return flag("enabled", true);
  }

  Rule toRule(Algorithm defaultAlgorithm) {
    Limit limit = limit(text("algorithm").map(RuleEntry::algorithm).orElse(defaultAlgorithm));
    return new Rule(
        text("name").orElseThrow(() -> fault("has no name")),
        text("match").map(KeyPattern::new).orElse(null),
        limit,
        counting(limit),
        number("permits-max").orElse(limit.permits()),
        text("fail-mode").map(this::failMode).orElse(null),
        flag("shadow", false));
  }

  private Limit limit(Algorithm algorithm) {
    return switch (algorithm) {
      case TOKEN_BUCKET -> bucket(TokenBucket::new);
      case LEAKY_BUCKET -> bucket(LeakyBucket::new);
      case SLIDING_WINDOW_LOG -> window(SlidingWindow::ofSeconds);
      case SLIDING_WINDOW_COUNTER -> window(SlidingCounter::ofSeconds);
      case FIXED_WINDOW -> window(FixedWindow::ofSeconds);
    };
  }

  private Counting counting(Limit limit) {
    String mode = text("mode").orElse("strict");
    Optional<Long> leaseMax = number("lease-max");
    if (leaseMax.isPresent() && !mode.equals("leased")) {
      throw fault("lease-max is only for mode leased");
    }
    return switch (mode) {
      case "strict" -> new Counting.Strict();
      case "leased" -> leaseMax.map(Counting.Leased::new).orElse(Counting.Leased.of(limit));
      case "local" -> new Counting.Local();
      default -> throw fault("mode must be strict, leased or local, got: " + mode);
    };
  }

  private Limit bucket(BiFunction<Long, Rate, Limit> bucket) {
    refuseOtherThan(BUCKET_KEYS);
    String rate = text("rate").orElseThrow(() -> fault("a bucket needs a rate"));
    long burst = number("burst").orElseThrow(() -> fault("a bucket needs a burst"));
    return bucket.apply(burst, Rate.parse(rate));
  }

  private Limit window(BiFunction<Long, Long, Limit> window) {
    refuseOtherThan(WINDOW_KEYS);
    return window.apply(
        number("limit").orElseThrow(() -> fault("a window needs a limit")),
        number("window").orElseThrow(() -> fault("a window needs its length")));
  }

  private void refuseOtherThan(Set<String> keys) {
    for (Object key : entry.keySet()) {
      String name = String.valueOf(key);
      if (!COMMON_KEYS.contains(name) && !keys.contains(name)) {
        throw fault("unknown key: " + name);
      }
    }
  }

  private Optional<String> text(String key) {
    Object value = entry.get(key);
    if (value instanceof Map || value instanceof Iterable) {
      throw fault(key + " must be a single value");
    }
    return Optional.ofNullable(value).map(Object::toString);
  }

  private Optional<Long> number(String key) {
    Object value = entry.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Integer || value instanceof Long) {
      return Optional.of(((Number) value).longValue());
    }
    throw fault("%s must be a whole number, got: %s".formatted(key, value));
  }

  private boolean flag(String key, boolean absent) {
    Object value = entry.get(key);
    if (value == null) {
      return absent;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw fault("%s must be true or false, got: %s".formatted(key, value));
  }

  private FailMode failMode(String name) {
    return FailMode.named(name)
        .orElseThrow(() -> fault("fail-mode must be open, local or closed, got: " + name));
  }

  private static Algorithm algorithm(String name) {
    return Algorithm.named(name)
        .orElseThrow(() -> new IllegalArgumentException("unknown algorithm: " + name));
  }

  private IllegalArgumentException fault(String reason) {
    return new IllegalArgumentException("rule %s: %s".formatted(entry.get("name"), reason));
  }
}
