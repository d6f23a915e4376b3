package com.moalog.ratelimiter.server.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a request comes from, when the caller does not say. The forwarding headers are believed only
 * when the peer is a trusted proxy; then the client is the right-most forwarded address that is not
 * itself a trusted proxy, since everything left of it may be forged. Immutable and thread-safe.
 */
public final class ClientAddress {

  /** The key of a client whose address nobody knows. */
  public static final String UNKNOWN = "unknown";

  private final List<AddressBlock> trusted;
  private final boolean firstForwarded;
  private final int ipv6PrefixBits;

  /**
   * The rule by which callers are told apart.
   *
   * @param trusted the proxies
   * @param firstForwarded whether the first forwarded element is taken as it is
   * @param ipv6PrefixBits how much of an IPv6 address tells clients apart
   */
  public ClientAddress(List<AddressBlock> trusted, boolean firstForwarded, int ipv6PrefixBits) {
    this.trusted = List.copyOf(trusted);
    this.firstForwarded = firstForwarded;
    this.ipv6PrefixBits = ipv6PrefixBits;
  }

  /**
   * The key of a client.
   *
   * @param peer address of the connection's other end
   * @param forwardedFor the {@code X-Forwarded-For} header, oldest element first
   * @param realAddress the {@code X-Real-IP} header
   */
  public String of(
      @Nullable String peer, @Nullable String forwardedFor, @Nullable String realAddress) {
    if (peer == null || peer.isBlank()) {
      return UNKNOWN;
    }
    if (!isTrusted(peer)) {
      return grouped(peer);
    }
    return forwarded(forwardedFor)
        .or(() -> Optional.ofNullable(realAddress).map(String::strip).filter(a -> !a.isEmpty()))
        .map(this::grouped)
        .orElseGet(() -> grouped(peer));
  }

  private Optional<String> forwarded(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return Optional.empty();
    }
    String[] elements = header.split(",", -1);
    if (!firstForwarded) {
      for (int i = elements.length - 1; i >= 0; i--) {
        String element = elements[i].strip();
        if (!element.isEmpty() && !isTrusted(element)) {
          return Optional.of(element);
        }
      }
    }
    return Optional.of(elements[0].strip()).filter(first -> !first.isEmpty());
  }

  private boolean isTrusted(String text) {
    Optional<InetAddress> address = AddressBlock.literal(text);
    return address.isPresent() && trusted.stream().anyMatch(block -> block.contains(address.get()));
  }

  private String grouped(String text) {
    if (text.indexOf(':') < 0) {
      return text;
    }
    return AddressBlock.literal(text).map(address -> grouped(text, address)).orElse(text);
  }

  private String grouped(String text, InetAddress address) {
    if (address instanceof Inet4Address) {
      // Written as IPv6 ("::ffff:192.0.2.1"), and still the client of its plain address.
      return address.getHostAddress();
    }
    return ipv6PrefixBits == 128 ? text : network(address);
  }

  private String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (int bit = ipv6PrefixBits; bit < bytes.length * Byte.SIZE; bit++) {
      bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
    }
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + ipv6PrefixBits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address keeps its length", e);
    }
  }
}
