package com.moalog.server.ai.openai;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import tools.jackson.databind.JsonNode;

/** Counts the tokens that the API charges for. Thread-safe. */
final class TokenMeters {

  private final Counter prompt;
  private final Counter completion;

  TokenMeters(MeterRegistry registry) {
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
    prompt.increment(Math.max(0, usage.path("prompt_tokens").asInt(0)));
    completion.increment(Math.max(0, usage.path("completion_tokens").asInt(0)));
  }
}
