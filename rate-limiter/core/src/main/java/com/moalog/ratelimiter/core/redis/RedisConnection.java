package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;

/** Open connections to one server, or to the servers of a cluster. Thread-safe. */
sealed interface RedisConnection permits ServerConnection, ClusterConnection {

  /**
   * Commands that reach the server which has this key; those of one key that one thread asks keep
   * their order. They may have further keys of the same {@link #group}.
   */
  RedisClusterAsyncCommands<String, String> commands(String key);

  /** Gives a function library to every primary. */
  CompletionStage<?> loadFunctions(String library);

  /**
   * The part of the keys that one call may touch: keys of different groups need different calls.
   */
  int group(String key);

  boolean isOpen();

  /** Does not wait for the connection to be closed. */
  void close();
}
