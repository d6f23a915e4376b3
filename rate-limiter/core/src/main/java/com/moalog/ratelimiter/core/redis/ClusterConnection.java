package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Connections to the servers of a cluster, each of which has the keys of its slots. */
record ClusterConnection(StatefulRedisClusterConnection<String, String> connection)
    implements RedisConnection {

  @Override
  public RedisClusterAsyncCommands<String, String> commands(String key) {
    return connection.async();
  }

  /** A primary that is away gets the library with the first call that misses it. */
  @Override
  public CompletionStage<?> loadFunctions(String library) {
    List<CompletableFuture<String>> answers =
        List.of(connection.async().upstream().commands().functionLoad(library, true).futures());
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .handle((all, failure) -> {
          boolean loaded = answers.stream().anyMatch(one -> !one.isCompletedExceptionally());
          if (failure != null && !loaded) {
            throw new CompletionException(RedisFault.unwrapped(failure));
          }
          return loaded;
        });
  }

  @Override
  public int group(String key) {
    return SlotHash.getSlot(key);
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
