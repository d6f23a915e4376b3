package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Connections to one server, which has every key.
 *
 * @param connections at least one; a key always has the same of them
 */
record ServerConnection(List<StatefulRedisConnection<String, String>> connections)
    implements RedisConnection {

  ServerConnection {
    connections = List.copyOf(connections);
  }

  @Override
  public RedisClusterAsyncCommands<String, String> commands(String key) {
    return connections.get(Math.floorMod(key.hashCode(), connections.size())).async();
  }

  @Override
  public CompletionStage<?> loadFunctions(String library) {
    return connections.getFirst().async().functionLoad(library, true);
  }

  @Override
  public int group(String key) {
    return 0;
  }

  /** Whether all of them are: a server that dropped one will drop the others. */
  @Override
  public boolean isOpen() {
    return connections.stream().allMatch(StatefulRedisConnection::isOpen);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // A connection that closes badly is closed as well.
  public void close() {
    connections.forEach(StatefulRedisConnection::closeAsync);
  }
}
