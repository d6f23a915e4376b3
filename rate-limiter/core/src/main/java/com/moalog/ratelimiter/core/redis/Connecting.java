package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/** The client of one topology. Thread-safe. */
sealed interface Connecting permits ServerConnecting, ClusterConnecting {

  /** Most calls of one connection that are under way. */
  int REQUEST_QUEUE_COMMANDS = 10_000;

  CompletionStage<RedisConnection> connect();

  /** Closes every connection. */
  void close();

  /** What every client does alike: it waits for nothing beyond the time limits. */
  static void configure(ClientOptions.Builder options, RedisAddress address) {
    options
        .protocolVersion(ProtocolVersion.RESP2)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(REQUEST_QUEUE_COMMANDS)
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(address.connectTimeout())
                .tcpNoDelay(true)
                .build())
        // The limiter's own deadlines are finer than the client's, and cheaper.
        .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build());
    Path authorities = address.tls().authorities();
    if (authorities != null) {
      options.sslOptions(SslOptions.builder().trustManager(authorities.toFile()).build());
    }
  }
}
