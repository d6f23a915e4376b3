package com.moalog.server.ai;

import com.moalog.kit.tracing.Tracing;
import com.moalog.server.ai.builtin.BuiltInAnalyst;
import com.moalog.server.ai.openai.OpenAiAnalyst;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The parts of the AI features; which analyst works is decided here. */
@Configuration(proxyBeanMethods = false)
class AiConfiguration {

  @Bean
  AnalystCalls analystCalls(
      AiSettings settings, JsonMapper json, MeterRegistry meters, Tracing tracing) {
    Analyst analyst =
        settings.usesApi()
            ? OpenAiAnalyst.connect(settings, json, meters, tracing)
            : BuiltInAnalyst.load();
    return new AnalystCalls(analyst, meters);
  }

  @Bean
  AiPaces aiPaces() {
    return new AiPaces(System::nanoTime);
  }
}
