package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;

/** A connection to one server, which has every key. */
record ServerConnection(StatefulRedisConnection<String, String> connection)
    implements RedisConnection {

  @Override
  public RedisClusterAsyncCommands<String, String> commands() {
    return connection.async();
  }

  @Override
  public CompletionStage<?> loadFunctions(String library) {
    return connection.async().functionLoad(library, true);
  }

  @Override
  public int group(String key) {
    return 0;
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // A connection that closes badly is closed as well.
  public void close() {
    connection.closeAsync();
  }
}
