package com.moalog.ratelimiter.core.redis;

import com.moalog.ratelimiter.core.model.SlidingWindow;
import io.lettuce.core.codec.Base16;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * The Lua that runs inside Redis: a clock and the algorithms, as one function library, or as one
 * script for each operation where the server has no functions. The library is named after a digest
 * of itself, so that two releases which share a server during an update each keep their own.
 * Immutable; every text is made once.
 */
final class RedisSources {

  /** What the name of the library starts with, whatever its version. */
  static final String LIBRARY_PREFIX = "moalog_rl_";

  private static final int VERSION_HEX_DIGITS = 12;

  private record Prepared(String functionName, String source, String digest) {}

  private final String library;
  private final Map<RedisScript, Prepared> prepared = new EnumMap<>(RedisScript.class);

  private RedisSources(String clock, String limits) {
    String code = "local MOST_SLOTS = %d\n".formatted(SlidingWindow.MAX_REQUESTS) + clock + limits;
    String name = LIBRARY_PREFIX + digest(code).substring(0, VERSION_HEX_DIGITS);
    StringBuilder source = new StringBuilder("#!lua name=" + name + "\n" + code);
    for (RedisScript script : RedisScript.values()) {
      String local = script.localName();
      String function = name + "_" + local;
      String flags = script.isReadOnly() ? "'no-writes'" : "";
      source.append(
          "redis.register_function{ function_name = '%s', callback = %s, flags = { %s } }\n"
              .formatted(function, local, flags));
      String single = code + "return " + local + "(KEYS, ARGV)\n";
      prepared.put(script, new Prepared(function, single, digest(single)));
    }
    this.library = source.toString();
  }

  /** The sources with Redis's own clock. */
  static RedisSources onRedisTime() {
    return withClock(resource("clock.lua"));
  }

  /**
   * The sources with another clock.
   *
   * @param clock defines {@code clock_micros()}
   */
  static RedisSources withClock(String clock) {
    return new RedisSources(clock, resource("limits.lua"));
  }

  /** For {@code FUNCTION LOAD}. */
  String library() {
    return library;
  }

  /** For {@code FCALL}. */
  String functionName(RedisScript script) {
    return of(script).functionName();
  }

  /** For {@code EVAL}, where the server has no functions. */
  String single(RedisScript script) {
    return of(script).source();
  }

  /** The name by which {@code EVALSHA} knows the single script. */
  String digest(RedisScript script) {
    return of(script).digest();
  }

  private Prepared of(RedisScript script) {
    Prepared found = prepared.get(script);
    if (found == null) {
      throw new IllegalStateException("not prepared: " + script);
    }
    return found;
  }

  private static String digest(String source) {
    return Base16.digest(source.getBytes(StandardCharsets.UTF_8));
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
