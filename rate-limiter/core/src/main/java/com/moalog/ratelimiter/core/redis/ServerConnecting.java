package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Connects to one server, or to the one that sentinels name as the primary at that moment. */
final class ServerConnecting implements Connecting {

  private final RedisURI uri;
  private final int connections;
  private final List<EventLoop> loops;
  private final List<ClientResources> lent;
  private final List<RedisClient> clients;

  /**
   * @param loops for each an equal share of the connections, at least one; empty for the client's
   */
  ServerConnecting(ClientResources resources, RedisAddress address, List<EventLoop> loops) {
    this.uri = address.uris().getFirst();
    this.connections = address.connections();
    this.loops = List.copyOf(loops);
    this.lent =
        loops.stream()
            .<ClientResources>map(
                loop -> resources.mutate().eventLoopGroupProvider(new LentLoop(loop)).build())
            .toList();
    this.clients =
        (lent.isEmpty() ? List.of(resources) : lent)
            .stream().map(each -> client(each, address)).toList();
  }

  private RedisClient client(ClientResources resources, RedisAddress address) {
    RedisClient client = RedisClient.create(resources, uri);
    ClientOptions.Builder options = ClientOptions.builder().autoReconnect(false);
    Connecting.configure(options, address);
    client.setOptions(options.build());
    return client;
  }

  @Override
  public CompletionStage<RedisConnection> connect() {
    int share = Math.ceilDiv(connections, clients.size());
    List<CompletableFuture<StatefulRedisConnection<String, String>>> opening =
        IntStream.range(0, share * clients.size()).mapToObj(this::open).toList();
    return CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new))
        .whenComplete((all, failure) -> {
          if (failure != null) {
            opening.forEach(ServerConnecting::closeOnceOpen);
          }
        })
        .thenApply(all ->
            new ServerConnection(opening.stream().map(CompletableFuture::join).toList(), loops));
  }

  private CompletableFuture<StatefulRedisConnection<String, String>> open(int number) {
    RedisClient client = clients.get(number % clients.size());
    return client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A connection that closes badly is closed as well.
  private static void closeOnceOpen(
      CompletableFuture<StatefulRedisConnection<String, String>> opening) {
    opening.thenAccept(StatefulRedisConnection::closeAsync);
  }

  @Override
  public void close() {
    clients.forEach(
        client -> client.shutdown(0, RedisConnector.CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
    lent.forEach(each ->
        each.shutdown(0, RedisConnector.CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
            .awaitUninterruptibly());
  }
}
