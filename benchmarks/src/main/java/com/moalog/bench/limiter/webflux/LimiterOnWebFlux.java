package com.moalog.bench.limiter.webflux;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * A rate limiter as the original was built: a controller on Spring WebFlux that runs one script on
 * Lettuce's reactive commands. It has none of the rest of the service, which is in its favour.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class LimiterOnWebFlux {

  static void main(String[] arguments) {
    SpringApplication.run(LimiterOnWebFlux.class, arguments);
  }

  @Bean(destroyMethod = "shutdown")
  RedisClient redis() {
    return RedisClient.create(
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(Integer.parseInt(System.getenv("REDIS_PORT")))
            .withPassword(System.getenv("REDIS_PASSWORD").toCharArray())
            .build());
  }

  @Bean
  RedisReactiveCommands<String, String> commands(RedisClient redis) {
    return redis.connect().reactive();
  }
}
