package com.moalog.bench.limiter;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Bucket4j on Lettuce: reads the bucket, decides here, and writes it by compare-and-swap. */
final class Bucket4j {

  private Bucket4j() {}

  static Decider on(RedisClient client) {
    StatefulRedisConnection<String, byte[]> connection =
        client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    AsyncProxyManager<String> buckets =
        Bucket4jLettuce.casBasedBuilder(connection)
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                    Duration.ofSeconds(1)))
            .build()
            .asAsync();
    BucketConfiguration configuration =
        BucketConfiguration.builder()
            .addLimit(limit ->
                limit
                    .capacity(LimiterBenchmark.CAPACITY)
                    .refillGreedy(LimiterBenchmark.PER_SECOND, Duration.ofSeconds(1)))
            .build();
    return key -> {
      AsyncBucketProxy bucket =
          buckets
              .builder()
              .build("b4j:" + key, () -> CompletableFuture.completedFuture(configuration));
      return bucket.tryConsume(1);
    };
  }
}
