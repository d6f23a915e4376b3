package com.moalog.ratelimiter.core.redis;

import com.moalog.ratelimiter.core.redis.RedisTopology.Cluster;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Opens connections to Redis. It opens none by itself: a connection that is lost stays lost, and
 * whoever holds it decides when to open another; only in a cluster, where a connection stands for
 * many, does it see to each of them. Thread-safe.
 */
public final class RedisConnector implements AutoCloseable {

  static final long CLOSE_TIMEOUT_MILLIS = 2_000;

  private static final int IO_THREADS = 2;

  private final RedisAddress address;
  private final RedisSources sources;
  private final Deadlines deadlines;
  private final ClientResources resources;
  private final Connecting client;
  private final LongConsumer unreadable;

  public RedisConnector(RedisAddress address) {
    this(address, states -> {});
  }

  /**
   * The same, which tells of stored states that this release cannot read; their keys count as
   * fresh.
   *
   * @param unreadable told how many a call has met; must not block
   */
  public RedisConnector(RedisAddress address, LongConsumer unreadable) {
    this(address, unreadable, List.of());
  }

  /**
   * The same on event loops that somebody else runs and ends later: who asks a server on one of
   * them is answered on that one, and no other thread has a part in it. A cluster is asked on own
   * ones all the same.
   *
   * @param loops empty to have own ones
   */
  public RedisConnector(RedisAddress address, LongConsumer unreadable, List<EventLoop> loops) {
    this.address = address;
    this.sources = RedisSources.onRedisTime();
    this.unreadable = unreadable;
    this.deadlines = new Deadlines(address.commandTimeout());
    this.resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(IO_THREADS)
            .computationThreadPoolSize(IO_THREADS)
            .nettyCustomizer(new WritingTogether())
            .build();
    this.client =
        address.topology() instanceof Cluster
            ? new ClusterConnecting(resources, address)
            : new ServerConnecting(resources, address, loops);
  }

  public RedisAddress address() {
    return address;
  }

  /**
   * Opens a connection, authenticates, and makes sure that the server knows the algorithms. Each of
   * the three may take the connect time-out: a server that has just started is not yet quick.
   */
  public CompletionStage<RedisLimiter> connect() {
    return client
        .connect()
        .thenCompose(connection -> {
          RedisLimiter limiter =
              new RedisLimiter(connection, sources, deadlines, unreadable, () -> {});
          return limiter
              .load(address.connectTimeout())
              .whenComplete((loaded, failure) -> {
                if (failure != null) {
                  limiter.close();
                }
              })
              .thenApply(loaded -> limiter);
        });
  }

  /** Closes every connection. */
  @Override
  public void close() {
    client.close();
    deadlines.close();
    resources.shutdown(0, CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
