package com.moalog.server.notification;

import com.moalog.server.ratelimit.model.AddressBlock;
import com.moalog.server.ratelimit.model.IpAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from those inside a network, on which a stranger must not
 * let this server call: what members enter decides where it connects. Immutable and thread-safe.
 */
final class PublicAddresses {

  /** What is not public, of IANA's registry of special-purpose addresses, and multicast. */
  private static final List<AddressBlock> INSIDE =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  /** Only here are public IPv6 addresses given out; loopback, local and mapped ones lie outside. */
  private static final List<AddressBlock> PUBLIC_IPV6 = blocks("2000::/3");

  private final boolean localAllowed;

  /** All public addresses, and when allowed all others. */
  PublicAddresses(boolean localAllowed) {
    this.localAllowed = localAllowed;
  }

  private static List<AddressBlock> blocks(String... blocks) {
    return Stream.of(blocks).map(AddressBlock::read).map(Optional::orElseThrow).toList();
  }

  boolean localAllowed() {
    return localAllowed;
  }

  /** A host without the brackets of an IPv6 address. */
  static String plain(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether the address may be called. */
  boolean isAllowed(InetAddress address) {
    return localAllowed || isPublic(address);
  }

  private static boolean isPublic(InetAddress address) {
    String text = address.getHostAddress().split("%", 2)[0];
    Optional<IpAddress> read = IpAddress.read(text);
    return read.isPresent()
        && INSIDE.stream().noneMatch(block -> block.contains(read.get()))
        && (!(address instanceof Inet6Address)
            || PUBLIC_IPV6.stream().anyMatch(block -> block.contains(read.get())));
  }

  /**
   * Looks a host up. Who connects to the result is sure to reach what was judged, whatever the name
   * means a moment later.
   *
   * @throws UnknownHostException when there is no such host
   * @throws ForbiddenAddressException when one of its addresses is not public
   */
  InetAddress resolve(String host) throws UnknownHostException, ForbiddenAddressException {
    InetAddress[] found = InetAddress.getAllByName(plain(host));
    for (InetAddress address : found) {
      if (!isAllowed(address)) {
        throw new ForbiddenAddressException(host);
      }
    }
    return found[0];
  }
}
