package com.moalog.ratelimiter.core.redis;

import java.util.List;
import java.util.stream.Collectors;

/** How Redis is set up, and where to find it. */
public sealed interface RedisTopology {

  /** One server. */
  record Single(RedisNode server) implements RedisTopology {

    @Override
    public String toString() {
      return server.toString();
    }
  }

  /**
   * A primary that sentinels watch and replace. Whoever is primary is asked for at each connect.
   *
   * @param primary the name by which the sentinels know it
   * @param sentinels at least one of them
   * @param password of the sentinels themselves; empty when they ask for none
   */
  record Sentinel(String primary, List<RedisNode> sentinels, String password)
      implements RedisTopology {

    public Sentinel {
      sentinels = List.copyOf(sentinels);
      if (primary.isBlank() || sentinels.isEmpty()) {
        throw new IllegalArgumentException("the primary's name and a sentinel are needed");
      }
    }

    /** Without the password. */
    @Override
    public String toString() {
      return primary + " of sentinels " + joined(sentinels);
    }
  }

  /**
   * A Redis Cluster.
   *
   * @param seeds some of its nodes, at least one; they tell the others
   */
  record Cluster(List<RedisNode> seeds) implements RedisTopology {

    public Cluster {
      seeds = List.copyOf(seeds);
      if (seeds.isEmpty()) {
        throw new IllegalArgumentException("a node of the cluster is needed");
      }
    }

    @Override
    public String toString() {
      return "cluster " + joined(seeds);
    }
  }

  private static String joined(List<RedisNode> nodes) {
    return nodes.stream().map(RedisNode::toString).collect(Collectors.joining(","));
  }
}
