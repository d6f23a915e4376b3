package com.moalog.fluxpay.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Keeps notifications from being aimed at the inside of the network. Link-local addresses, where
 * clouds serve their metadata, are never allowed. Thread-safe.
 */
final class AddressGuard {

  private static final int UNIQUE_LOCAL_MASK = 0xFE;
  private static final int UNIQUE_LOCAL_PREFIX = 0xFC;

  private final boolean privateAllowed;

  AddressGuard(boolean privateAllowed) {
    this.privateAllowed = privateAllowed;
  }

  /** Why the address must not be called, or empty when it may be. */
  Optional<String> objection(URI target) {
    String scheme = String.valueOf(target.getScheme());
    if (target.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      return Optional.of("not an http or https address");
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(target.getHost())) {
        if (isForbidden(address)) {
          return Optional.of("address " + address.getHostAddress() + " is not allowed");
        }
      }
      return Optional.empty();
    } catch (UnknownHostException unknown) {
      return Optional.of("unknown host " + target.getHost());
    }
  }

  private boolean isForbidden(InetAddress address) {
    if (address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()) {
      return true;
    }
    boolean isPrivate =
        address.isLoopbackAddress() || address.isSiteLocalAddress() || isUniqueLocal(address);
    return isPrivate && !privateAllowed;
  }

  /** fc00::/7 (RFC 4193), which the JDK does not count as site-local. */
  private static boolean isUniqueLocal(InetAddress address) {
    return address instanceof Inet6Address
        && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL_PREFIX;
  }
}
