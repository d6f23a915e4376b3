package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections to one Redis server. It opens none by itself: a connection that is lost stays
 * lost, and whoever holds it decides when to open another. Thread-safe.
 */
public final class RedisConnector implements AutoCloseable {

  private static final int IO_THREADS = 2;
  private static final int REQUEST_QUEUE_COMMANDS = 10_000;
  private static final long CLOSE_TIMEOUT_MILLIS = 2_000;

  private final RedisAddress address;
  private final RedisSources sources;
  private final ClientResources resources;
  private final RedisClient client;

  public RedisConnector(RedisAddress address) {
    this(address, RedisSources.onRedisTime());
  }

  RedisConnector(RedisAddress address, RedisSources sources) {
    this.address = address;
    this.sources = sources;
    this.resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(IO_THREADS)
            .computationThreadPoolSize(IO_THREADS)
            .build();
    this.client = RedisClient.create(resources, address.uri());
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .protocolVersion(ProtocolVersion.RESP2)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(REQUEST_QUEUE_COMMANDS)
            .socketOptions(
                SocketOptions.builder()
                    .connectTimeout(address.connectTimeout())
                    .tcpNoDelay(true)
                    .build())
            .timeoutOptions(TimeoutOptions.enabled(address.commandTimeout()))
            .build());
  }

  public RedisAddress address() {
    return address;
  }

  /**
   * Opens a connection, authenticates, and makes sure that the server knows the algorithms. Opening
   * and authenticating may each take the connect time-out.
   */
  public CompletionStage<RedisLimiter> connect() {
    return client
        .connectAsync(StringCodec.UTF8, address.uri())
        .thenCompose(connection -> {
          RedisLimiter limiter =
              new RedisLimiter(connection, sources, address.commandTimeout().toMillis());
          return limiter
              .load()
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
    client.shutdown(0, CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    resources.shutdown(0, CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
