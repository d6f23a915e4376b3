package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Connects to one server, or to the one that sentinels name as the primary at that moment. */
final class ServerConnecting implements Connecting {

  private final RedisURI uri;
  private final RedisClient client;

  ServerConnecting(ClientResources resources, RedisAddress address) {
    this.uri = address.uris().getFirst();
    this.client = RedisClient.create(resources, uri);
    ClientOptions.Builder options = ClientOptions.builder().autoReconnect(false);
    Connecting.configure(options, address);
    client.setOptions(options.build());
  }

  @Override
  public CompletionStage<RedisConnection> connect() {
    return client.connectAsync(StringCodec.UTF8, uri).thenApply(ServerConnection::new);
  }

  @Override
  public void close() {
    client.shutdown(0, RedisConnector.CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
  }
}
