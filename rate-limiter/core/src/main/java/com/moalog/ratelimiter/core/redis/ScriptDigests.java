package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.codec.Base16;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** The names by which {@code EVALSHA} knows the scripts, made once. Immutable. */
final class ScriptDigests {

  private final Map<RedisScript, String> digests = new EnumMap<>(RedisScript.class);

  ScriptDigests(RedisSources sources) {
    for (RedisScript script : RedisScript.values()) {
      byte[] source = sources.single(script).getBytes(StandardCharsets.UTF_8);
      digests.put(script, Base16.digest(source));
    }
  }

  String of(RedisScript script) {
    String digest = digests.get(script);
    if (digest == null) {
      throw new IllegalStateException("no digest of " + script);
    }
    return digest;
  }
}
