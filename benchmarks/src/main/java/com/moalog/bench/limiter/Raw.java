package com.moalog.bench.limiter;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Single scripts called by {@code EVALSHA}, with nothing around them: what one round trip costs.
 */
final class Raw {

  private final RedisAsyncCommands<String, String> redis;

  Raw(StatefulRedisConnection<String, String> connection) {
    this.redis = connection.async();
  }

  /** A token bucket on Redis's clock, as short as it can be said. */
  Decider tokenBucket() throws IOException {
    String digest = load("token-bucket.lua");
    String[] names = names("raw:");
    return key ->
        redis.<List<Long>>evalsha(
            digest,
            ScriptOutputType.MULTI,
            new String[] {names[key]},
            Long.toString(LimiterBenchmark.CAPACITY),
            Long.toString(LimiterBenchmark.PER_SECOND),
            "1");
  }

  /** The token bucket of Spring Cloud Gateway's RedisRateLimiter: two keys, whole seconds. */
  Decider springCloudGateway() throws IOException {
    String digest = load("spring-cloud-gateway.lua");
    String[] names = names("scg:");
    return key ->
        redis.<List<Long>>evalsha(
            digest,
            ScriptOutputType.MULTI,
            new String[] {names[key] + ".tokens", names[key] + ".timestamp"},
            Long.toString(LimiterBenchmark.PER_SECOND),
            Long.toString(LimiterBenchmark.CAPACITY),
            "1");
  }

  private static String[] names(String prefix) {
    String[] names = new String[Keys.COUNT];
    for (int i = 0; i < Keys.COUNT; i++) {
      names[i] = prefix + "{" + i + "}";
    }
    return names;
  }

  private String load(String name) throws IOException {
    try (InputStream source = Raw.class.getResourceAsStream(name)) {
      if (source == null) {
        throw new IOException("not on the class path: " + name);
      }
      String script = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      return redis.scriptLoad(script).toCompletableFuture().join();
    }
  }
}
