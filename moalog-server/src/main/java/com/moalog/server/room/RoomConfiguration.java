package com.moalog.server.room;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What rooms need from outside. */
@Configuration(proxyBeanMethods = false)
class RoomConfiguration {

  @Bean
  RoomSources roomSources(Clock clock) {
    return new RoomSources(clock, new SecureRandom());
  }

  @Bean
  GuessLimit guessLimit(Clock clock) {
    return new GuessLimit(clock);
  }
}
