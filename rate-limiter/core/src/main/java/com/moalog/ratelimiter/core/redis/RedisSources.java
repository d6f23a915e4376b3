package com.moalog.ratelimiter.core.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The Lua that runs inside Redis: a clock and the algorithms, which end up either in one function
 * library or in one script for each operation.
 *
 * @param clock defines {@code clock_micros()}
 * @param limits defines the algorithms
 */
record RedisSources(String clock, String limits) {

  static final String LIBRARY = "moalog_rl";

  /** The sources with Redis's own clock. */
  static RedisSources onRedisTime() {
    return withClock(resource("clock.lua"));
  }

  static RedisSources withClock(String clock) {
    return new RedisSources(clock, resource("limits.lua"));
  }

  /** For {@code FUNCTION LOAD}. */
  String library() {
    StringBuilder source = new StringBuilder("#!lua name=" + LIBRARY + "\n" + clock + limits);
    for (RedisScript script : RedisScript.values()) {
      String flags = script.isReadOnly() ? "'no-writes'" : "";
      source.append(
          "redis.register_function{ function_name = '%s', callback = %s, flags = { %s } }\n"
              .formatted(script.functionName(), script.localName(), flags));
    }
    return source.toString();
  }

  /** For {@code EVAL}, where the server has no functions. */
  String single(RedisScript script) {
    return clock + limits + "return " + script.localName() + "(KEYS, ARGV)\n";
  }

  private static String resource(String name) {
    try (InputStream source = RedisSources.class.getResourceAsStream(name)) {
      if (source == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
