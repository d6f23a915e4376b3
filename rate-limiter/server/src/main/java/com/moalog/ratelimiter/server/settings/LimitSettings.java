package com.moalog.ratelimiter.server.settings;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.LeakyBucket;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.SlidingCounter;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is limited, and to how much.
 *
 * @param enabled whether anything is limited at all
 * @param defaultAlgorithm of requests that name none and match no rule
 * @param enabledAlgorithms what callers may name
 * @param bucketKeyPrefix what the Redis keys of token buckets start with
 * @param windowKeyPrefix what the Redis keys of sliding windows start with
 * @param rulesFile null for the rules that are shipped
 */
public record LimitSettings(
    boolean enabled,
    Algorithm defaultAlgorithm,
    List<Algorithm> enabledAlgorithms,
    TokenBucket bucket,
    SlidingWindow window,
    String bucketKeyPrefix,
    String windowKeyPrefix,
    @Nullable Path rulesFile) {

  private static final String BUCKET_PREFIX = "rate-limiter.token-bucket.key-prefix";
  private static final String WINDOW_PREFIX = "rate-limiter.sliding-window.key-prefix";
  private static final long MAX_SIZE = TokenBucket.MAX_CAPACITY_SECONDS;

  public LimitSettings {
    enabledAlgorithms = List.copyOf(enabledAlgorithms);
  }

  /** The limit of requests that match no rule. */
  public Limit defaultLimit(Algorithm algorithm) {
    return switch (algorithm) {
      case TOKEN_BUCKET -> bucket;
      case LEAKY_BUCKET -> new LeakyBucket(bucket.capacity(), bucket.rate());
      case SLIDING_WINDOW_LOG -> window;
      case SLIDING_WINDOW_COUNTER ->
          SlidingCounter.ofSeconds(window.maxRequests(), window.windowSeconds());
      case FIXED_WINDOW -> FixedWindow.ofSeconds(window.maxRequests(), window.windowSeconds());
    };
  }

  public String keyPrefix(Algorithm algorithm) {
    return switch (algorithm) {
      case TOKEN_BUCKET -> bucketKeyPrefix;
      case SLIDING_WINDOW_LOG -> windowKeyPrefix;
      case SLIDING_WINDOW_COUNTER, FIXED_WINDOW, LEAKY_BUCKET -> algorithm.defaultKeyPrefix();
    };
  }

  static LimitSettings read(Values values) {
    List<Algorithm> enabled = enabledAlgorithms(values);
    Set<String> prefixes =
        Stream.of(Algorithm.SLIDING_WINDOW_COUNTER, Algorithm.FIXED_WINDOW, Algorithm.LEAKY_BUCKET)
            .map(Algorithm::defaultKeyPrefix)
            .collect(Collectors.toCollection(HashSet::new));
    String bucketKeyPrefix = keyPrefix(values, BUCKET_PREFIX, Algorithm.TOKEN_BUCKET, prefixes);
    String windowKeyPrefix =
        keyPrefix(values, WINDOW_PREFIX, Algorithm.SLIDING_WINDOW_LOG, prefixes);
    return new LimitSettings(
        values.flag(true, "rate-limiter.enabled"),
        defaultAlgorithm(values, enabled),
        enabled,
        bucket(values),
        window(values),
        bucketKeyPrefix,
        windowKeyPrefix,
        values
            .find("rate-limiter.policies-file", "rate-limiter.policies")
            .map(Path::of)
            .orElse(null));
  }

  /** Two algorithms under one name would take each other's counts for something else. */
  private static String keyPrefix(
      Values values, String key, Algorithm algorithm, Set<String> others) {
    String prefix = values.text(algorithm.defaultKeyPrefix(), key);
    if (!others.add(prefix)) {
      values.fault(key, "must differ from the other prefixes, got: " + prefix);
    }
    return prefix;
  }

  private static List<Algorithm> enabledAlgorithms(Values values) {
    String key = "rate-limiter.enabled-algorithms";
    List<Algorithm> enabled = new ArrayList<>();
    List<Algorithm> known = List.of(Algorithm.values());
    for (String name : values.text(namesOf(known), key).split(",", -1)) {
      Algorithm.named(name.strip())
          .ifPresentOrElse(
              enabled::add,
              () -> values.fault(key, "may list %s, got: %s".formatted(known, name.strip())));
    }
    return enabled;
  }

  private static String namesOf(List<Algorithm> algorithms) {
    return algorithms.stream().map(Algorithm::name).collect(Collectors.joining(","));
  }

  private static Algorithm defaultAlgorithm(Values values, List<Algorithm> enabled) {
    Algorithm algorithm =
        values.choice(
            Algorithm.TOKEN_BUCKET,
            "the name of an algorithm",
            Algorithm::named,
            "rate-limiter.default.algorithm",
            "rate-limiter.algorithm");
    if (!enabled.contains(algorithm)) {
      values.fault(
          "rate-limiter.default.algorithm:",
          "Default algorithm '%s' is not implemented. Supported algorithms: %s"
              .formatted(algorithm, enabled));
    }
    return algorithm;
  }

  private static TokenBucket bucket(Values values) {
    long capacity =
        values.number(
            100,
            1,
            MAX_SIZE,
            values.narrower("rate-limiter.token-bucket.capacity", "rate-limiter.default.capacity"));
    Rate rate =
        values.choice(
            new Rate(10, 1),
            "a rate like 10, 20/s or 5/m",
            LimitSettings::rate,
            values.narrower(
                "rate-limiter.token-bucket.refill-rate", "rate-limiter.default.refill-rate"));
    try {
      return new TokenBucket(capacity, rate);
    } catch (IllegalArgumentException tooLarge) {
      values.fault("rate-limiter.token-bucket:", String.valueOf(tooLarge.getMessage()));
      return new TokenBucket(1, new Rate(1, 1));
    }
  }

  private static SlidingWindow window(Values values) {
    long maxRequests =
        values.number(
            100,
            1,
            SlidingWindow.MAX_REQUESTS,
            values.narrower(
                "rate-limiter.sliding-window.max-requests", "rate-limiter.default.capacity"));
    long seconds =
        values.number(
            60,
            1,
            Rate.MAX_PERIOD_SECONDS,
            values.narrower(
                "rate-limiter.sliding-window.window-size", "rate-limiter.default.window-size"));
    try {
      // The defaults of the counting algorithms have the same figures and the narrower range.
      SlidingCounter.ofSeconds(maxRequests, seconds);
    } catch (IllegalArgumentException tooLarge) {
      values.fault("rate-limiter.sliding-window:", String.valueOf(tooLarge.getMessage()));
    }
    return SlidingWindow.ofSeconds(maxRequests, seconds);
  }

  private static Optional<Rate> rate(String text) {
    try {
      return Optional.of(Rate.parse(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
