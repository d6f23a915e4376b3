package com.moalog.bench.limiter.webflux;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Answers a check with the fields and the headers that clients of the original read. */
@RestController
class CheckController {

  private static final String CAPACITY = "1000000";
  private static final String PER_SECOND = "1000000";

  private final RedisReactiveCommands<String, String> redis;
  private final String digest;

  CheckController(RedisReactiveCommands<String, String> redis) throws IOException {
    this.redis = redis;
    try (InputStream source =
        CheckController.class.getResourceAsStream("/com/moalog/bench/limiter/token-bucket.lua")) {
      if (source == null) {
        throw new IOException("the script is not on the class path");
      }
      String script = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      this.digest = String.valueOf(redis.scriptLoad(script).block());
    }
  }

  /** What a check answers. */
  record Checked(
      boolean allowed,
      String key,
      String algorithm,
      long remaining,
      long resetAfterSeconds,
      long retryAfterSeconds,
      String message) {}

  @GetMapping("/api/v1/rate-limit/check")
  Mono<ResponseEntity<Checked>> check(@RequestParam("key") String key) {
    return redis
        .<List<Long>>evalsha(
            digest,
            ScriptOutputType.MULTI,
            new String[] {"webflux:{" + key + "}"},
            CAPACITY,
            PER_SECOND,
            "1")
        .next()
        .map(reply -> answer(key, reply.get(0) == 1, reply.get(1)));
  }

  private static ResponseEntity<Checked> answer(String key, boolean allowed, long remaining) {
    String message = allowed ? "Request allowed" : "Rate limit exceeded";
    return ResponseEntity.status(allowed ? HttpStatus.OK : HttpStatus.TOO_MANY_REQUESTS)
        .header("X-RateLimit-Remaining", Long.toString(remaining))
        .header("X-RateLimit-Reset", "1")
        .body(new Checked(allowed, key, "TOKEN_BUCKET", remaining, 1, allowed ? 0 : 1, message));
  }
}
