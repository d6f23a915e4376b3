package com.moalog.server.ai.openai;

import com.moalog.server.ai.AiSettings.Prices;
import com.moalog.server.ai.Charge;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Counts the tokens that the API charges for, and what they cost. Thread-safe. */
final class TokenMeters {

  private static final int MILLION_DIGITS = 6;

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

  /** Adds what an answer says about its use, and returns what it costs. */
  Charge count(JsonNode usage) {
    int sent = Math.max(0, usage.path("prompt_tokens").asInt(0));
    int answered = Math.max(0, usage.path("completion_tokens").asInt(0));
    prompt.increment(sent);
    completion.increment(answered);
    BigDecimal dollars =
        BigDecimal.valueOf(sent)
            .multiply(prices.input())
            .add(BigDecimal.valueOf(answered).multiply(prices.output()))
            .movePointLeft(MILLION_DIGITS);
    cost.increment(dollars.doubleValue());
    return new Charge(sent, answered, dollars);
  }
}
