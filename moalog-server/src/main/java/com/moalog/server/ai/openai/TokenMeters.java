package com.moalog.server.ai.openai;

import com.moalog.server.ai.AiSettings.Prices;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import tools.jackson.databind.JsonNode;

/** Counts the tokens that the API charges for, and what they cost. Thread-safe. */
final class TokenMeters {

  private static final double MILLION = 1_000_000;

  private final Prices prices;
  private final Counter prompt;
  private final Counter completion;
  private final Counter cost;

  TokenMeters(MeterRegistry registry, Prices prices) {
    this.prices = prices;
    cost =
        Counter.builder("moalog.ai.cost.dollars")
            .description("What the AI API charged, by the configured prices")
            .register(registry);
    prompt = counter(registry, "prompt");
    completion = counter(registry, "completion");
  }

  private static Counter counter(MeterRegistry registry, String kind) {
    return Counter.builder("moalog.ai.tokens")
        .description("Tokens that the AI API charged for")
        .tag("kind", kind)
        .register(registry);
  }

  /** Adds what an answer says about its use. */
  void count(JsonNode usage) {
    int sent = Math.max(0, usage.path("prompt_tokens").asInt(0));
    int answered = Math.max(0, usage.path("completion_tokens").asInt(0));
    prompt.increment(sent);
    completion.increment(answered);
    cost.increment((sent * prices.input() + answered * prices.output()) / MILLION);
  }
}
