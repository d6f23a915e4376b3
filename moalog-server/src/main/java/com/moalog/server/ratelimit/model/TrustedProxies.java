package com.moalog.server.ratelimit.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address that a request really comes from. Anybody can write a forwarding header, so it
 * counts only as far as it was written by proxies that are trusted. Immutable and thread-safe.
 *
 * @param blocks the addresses of those proxies
 */
public record TrustedProxies(List<AddressBlock> blocks) {

  public TrustedProxies {
    blocks = List.copyOf(blocks);
  }

  /**
   * The client's address.
   *
   * @param peer who opened the connection
   * @param forwardedFor {@code X-Forwarded-For}, each proxy appending the address it heard from
   * @param realIp {@code X-Real-IP}, read only without the other
   */
  public IpAddress client(IpAddress peer, @Nullable String forwardedFor, @Nullable String realIp) {
    if (!trusts(peer)) {
      return peer;
    }
    if (forwardedFor != null) {
      return walk(peer, forwardedFor.split(",", -1));
    }
    return Optional.ofNullable(realIp).flatMap(IpAddress::read).orElse(peer);
  }

  /** From the nearest proxy outwards, as long as each speaker is trusted and speaks clearly. */
  private IpAddress walk(IpAddress peer, String[] hops) {
    IpAddress farthest = peer;
    for (int hop = hops.length - 1; hop >= 0 && trusts(farthest); hop--) {
      Optional<IpAddress> next = IpAddress.read(hops[hop]);
      if (next.isEmpty()) {
        return farthest;
      }
      farthest = next.get();
    }
    return farthest;
  }

  private boolean trusts(IpAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }
}
