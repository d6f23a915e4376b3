package com.moalog.ratelimiter.server.api;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.server.api.Resolved.Accepted;
import com.moalog.ratelimiter.server.api.Resolved.Refused;
import com.moalog.ratelimiter.server.http.Refusal;
import com.moalog.ratelimiter.server.limiting.RuleBook;
import com.moalog.ratelimiter.server.settings.LimitSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the rule of a request and checks the request against it. Thread-safe. */
final class Resolver {

  static final int MAX_KEY_BYTES = 512;

  private final RuleBook book;
  private final LimitSettings settings;

  Resolver(RuleBook book, LimitSettings settings) {
    this.book = book;
    this.settings = settings;
  }

  /**
   * @param key the caller's key, or who the caller is
   */
  Resolved resolve(String key, Asked asked) {
    Optional<String> sent = present(asked.algorithm());
    Optional<Refusal> refusal = algorithmRefusal(sent).or(() -> keyRefusal(key));
    if (refusal.isPresent()) {
      return new Refused(refusal.get());
    }
    Algorithm wanted = sent.flatMap(Algorithm::named).orElse(settings.defaultAlgorithm());
    Optional<String> policy = present(asked.policy());
    Optional<Rule> rule =
        policy.isPresent() ? book.named(policy.get()) : Optional.of(book.ruleFor(key, wanted));
    if (rule.isEmpty()) {
      return invalid("Unknown value of 'policy'.");
    }
    return withPermits(key, sent, rule.get(), asked.permits());
  }

  private Resolved withPermits(
      String key, Optional<String> sentAlgorithm, Rule rule, @Nullable String sentPermits) {
    long permits;
    try {
      permits = Long.parseLong(present(sentPermits).orElse("1"));
    } catch (NumberFormatException notWhole) {
      return invalid("Parameter 'permits' must be an integer.");
    }
    if (permits < 1) {
      return badRequest("permits must be positive, got: " + permits);
    }
    if (permits > rule.permitsMax()) {
      return badRequest(
          "permits cannot exceed %s (%d), got: %d"
              .formatted(rule.limit().sizeName(), rule.permitsMax(), permits));
    }
    String algorithm = sentAlgorithm.orElse(rule.limit().algorithm().name());
    return new Accepted(key, algorithm, rule, book.storageKey(rule, key), permits);
  }

  private Optional<Refusal> algorithmRefusal(Optional<String> sent) {
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    Optional<Algorithm> algorithm = Algorithm.named(sent.get());
    if (algorithm.isEmpty()) {
      return Optional.of(
          Refusal.invalidParameter(
              "Invalid value '%s' of parameter 'algorithm'. Supported algorithms: %s"
                  .formatted(shortened(sent.get()), String.join(", ", supported()))));
    }
    return settings.enabledAlgorithms().contains(algorithm.get())
        ? Optional.empty()
        : Optional.of(Refusal.unsupportedAlgorithm(sent.get(), supported()));
  }

  private static Optional<Refusal> keyRefusal(String key) {
    if (StorageKey.isLonger(key, MAX_KEY_BYTES)) {
      return Optional.of(
          Refusal.invalidParameter(
              "Parameter 'key' must not exceed %d bytes.".formatted(MAX_KEY_BYTES)));
    }
    return unfit(key)
        .map(what -> Refusal.invalidParameter("Parameter 'key' must not contain " + what + "."));
  }

  /** What the key has and may not have. Half a character would be written as any other half. */
  private static Optional<String> unfit(String key) {
    int at = 0;
    while (at < key.length()) {
      int character = key.codePointAt(at);
      if (Character.isISOControl(character)) {
        return Optional.of("control characters");
      }
      if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
        return Optional.of("unpaired surrogates");
      }
      at += Character.charCount(character);
    }
    return Optional.empty();
  }

  private List<String> supported() {
    return Arrays.stream(Algorithm.values())
        .filter(settings.enabledAlgorithms()::contains)
        .map(Algorithm::name)
        .toList();
  }

  private static String shortened(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "...";
  }

  private static Optional<String> present(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty());
  }

  private static Refused invalid(String message) {
    return new Refused(Refusal.invalidParameter(message));
  }

  private static Refused badRequest(String message) {
    return new Refused(Refusal.invalidRequest(message));
  }
}
