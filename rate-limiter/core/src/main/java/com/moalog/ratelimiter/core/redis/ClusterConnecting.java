package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Connects to a cluster, and looks every second who is primary there. */
final class ClusterConnecting implements Connecting {

  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  private final RedisClusterClient client;

  ClusterConnecting(ClientResources resources, RedisAddress address) {
    this.client = RedisClusterClient.create(resources, address.uris());
    ClusterClientOptions.Builder options = ClusterClientOptions.builder();
    Connecting.configure(options, address);
    options.topologyRefreshOptions(
        ClusterTopologyRefreshOptions.builder()
            .adaptiveRefreshTriggersTimeout(LOOK_INTERVAL)
            .enablePeriodicRefresh(LOOK_INTERVAL)
            .build());
    // A replica that was promoted may be none of the servers known at the start.
    options.validateClusterNodeMembership(false);
    client.setOptions(options.build());
  }

  @Override
  public CompletionStage<RedisConnection> connect() {
    return client
        .refreshPartitionsAsync()
        .thenCompose(found -> client.connectAsync(StringCodec.UTF8))
        .thenApply(ClusterConnection::new);
  }

  @Override
  public void close() {
    client.shutdown(0, RedisConnector.CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
  }
}
