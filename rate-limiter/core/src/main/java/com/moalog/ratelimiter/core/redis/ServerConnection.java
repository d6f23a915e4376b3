package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Connections to one server, which has every key.
 *
 * @param connections at least one; the loops have them in turn, each as many
 * @param loops the event loops that have them; empty where nobody else works on those
 */
record ServerConnection(
    List<StatefulRedisConnection<String, String>> connections, List<EventLoop> loops)
    implements RedisConnection {

  ServerConnection {
    connections = List.copyOf(connections);
    loops = List.copyOf(loops);
  }

  /** One of the caller's event loop where it is on one; of those, a key always has the same. */
  @Override
  public RedisClusterAsyncCommands<String, String> commands(String key) {
    for (int loop = 0; loop < loops.size(); loop++) {
      if (loops.get(loop).inEventLoop()) {
        int turn = Math.floorMod(key.hashCode(), connections.size() / loops.size());
        return connections.get(turn * loops.size() + loop).async();
      }
    }
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
