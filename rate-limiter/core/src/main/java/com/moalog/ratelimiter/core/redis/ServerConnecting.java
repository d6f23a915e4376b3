package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Connects to one server, or to the one that sentinels name as the primary at that moment. */
final class ServerConnecting implements Connecting {

  private final RedisURI uri;
  private final int connections;
  private final RedisClient client;

  ServerConnecting(ClientResources resources, RedisAddress address) {
    this.uri = address.uris().getFirst();
    this.connections = address.connections();
    this.client = RedisClient.create(resources, uri);
    ClientOptions.Builder options = ClientOptions.builder().autoReconnect(false);
    Connecting.configure(options, address);
    client.setOptions(options.build());
  }

  @Override
  public CompletionStage<RedisConnection> connect() {
    List<CompletableFuture<StatefulRedisConnection<String, String>>> opening =
        Stream.generate(() -> client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture())
            .limit(connections)
            .toList();
    return CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new))
        .whenComplete((all, failure) -> {
          if (failure != null) {
            opening.forEach(ServerConnecting::closeOnceOpen);
          }
        })
        .thenApply(
            all -> new ServerConnection(opening.stream().map(CompletableFuture::join).toList()));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A connection that closes badly is closed as well.
  private static void closeOnceOpen(
      CompletableFuture<StatefulRedisConnection<String, String>> opening) {
    opening.thenAccept(StatefulRedisConnection::closeAsync);
  }

  @Override
  public void close() {
    client.shutdown(0, RedisConnector.CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
  }
}
