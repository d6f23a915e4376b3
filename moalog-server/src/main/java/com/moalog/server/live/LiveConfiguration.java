package com.moalog.server.live;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The parts of live events that are no components themselves. */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

  @Bean
  LiveStreams.Output liveOutput(JsonMapper json, Clock clock) {
    return new LiveStreams.Output(json, clock);
  }
}
