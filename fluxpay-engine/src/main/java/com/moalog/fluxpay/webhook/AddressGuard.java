package com.moalog.fluxpay.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keeps notifications from being aimed at the inside of the network. Whatever the host's name says,
 * each address that it stands for is judged; the JDK remembers the addresses of a name for 30
 * seconds, so the connection that follows goes to one of those that were judged. Thread-safe.
 */
final class AddressGuard {

  /**
   * Where clouds serve their metadata and what no receiver can have: never allowed. The special
   * purpose registries of IANA (RFC 6890) name them, the last two are metadata services.
   */
  private static final List<Range> NEVER =
      List.of(
          Range.of("0.0.0.0", 8),
          Range.of("169.254.0.0", 16),
          Range.of("192.0.0.0", 24),
          Range.of("224.0.0.0", 4),
          Range.of("240.0.0.0", 4),
          Range.of("::", 128),
          Range.of("fe80::", 10),
          Range.of("ff00::", 8),
          Range.of("64:ff9b::", 96),
          Range.of("64:ff9b:1::", 48),
          Range.of("2002::", 16),
          Range.of("2001::", 32),
          Range.of("100.100.100.200", 32),
          Range.of("fd00:ec2::254", 128));

  /** Private, shared, benchmarking and loopback addresses: allowed on request. */
  private static final List<Range> INSIDE =
      List.of(
          Range.of("10.0.0.0", 8),
          Range.of("100.64.0.0", 10),
          Range.of("127.0.0.0", 8),
          Range.of("172.16.0.0", 12),
          Range.of("192.168.0.0", 16),
          Range.of("198.18.0.0", 15),
          Range.of("::1", 128),
          Range.of("fc00::", 7),
          Range.of("fec0::", 10));

  private final boolean insideAllowed;

  AddressGuard(boolean insideAllowed) {
    this.insideAllowed = insideAllowed;
  }

  /** Why the address must not be called, or empty when it may be. */
  Optional<String> objection(URI target) {
    String scheme = String.valueOf(target.getScheme());
    if (target.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      return Optional.of("not an http or https address");
    }
    if (target.getRawUserInfo() != null) {
      return Optional.of("an address with credentials");
    }
    try {
      return Arrays.stream(InetAddress.getAllByName(target.getHost()))
          .filter(this::isForbidden)
          .findFirst()
          .map(address -> "address " + address.getHostAddress() + " is not allowed");
    } catch (UnknownHostException unknown) {
      return Optional.of("unknown host " + target.getHost());
    }
  }

  private boolean isForbidden(InetAddress address) {
    return NEVER.stream().anyMatch(range -> range.contains(address))
        || (!insideAllowed && INSIDE.stream().anyMatch(range -> range.contains(address)));
  }

  /** Addresses that begin with the same bits; an IPv4 address in IPv6 form is an IPv4 address. */
  private record Range(List<Byte> first, int bits) {

    static Range of(String first, int bits) {
      try {
        return new Range(bytes(InetAddress.getByName(first)), bits);
      } catch (UnknownHostException impossible) {
        throw new IllegalStateException(first + " is a literal", impossible);
      }
    }

    boolean contains(InetAddress address) {
      List<Byte> other = bytes(address);
      if (other.size() != first.size()) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % Byte.SIZE);
        if ((other.get(bit / Byte.SIZE) & mask) != (first.get(bit / Byte.SIZE) & mask)) {
          return false;
        }
      }
      return true;
    }

    /** The JDK turns mapped addresses into IPv4 ones, compatible ones (RFC 4291, 2.5.5.1) not. */
    private static List<Byte> bytes(InetAddress address) {
      byte[] bytes = address.getAddress();
      boolean compatible =
          address instanceof Inet6Address inet6
              && inet6.isIPv4CompatibleAddress()
              && !inet6.isLoopbackAddress()
              && !inet6.isAnyLocalAddress();
      byte[] own = compatible ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
      Byte[] boxed = new Byte[own.length];
      Arrays.setAll(boxed, i -> own[i]);
      return List.of(boxed);
    }
  }
}
