package com.moalog.ratelimiter.server.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of IP addresses, such as {@code 10.0.0.0/8}; a single address is a block of one.
 *
 * @param prefixBits how many leading bits an address must share
 */
public record AddressBlock(InetAddress network, int prefixBits) {

  public static final AddressBlock ALL_IPV4 = new AddressBlock(InetAddress.ofLiteral("0.0.0.0"), 0);
  public static final AddressBlock ALL_IPV6 = new AddressBlock(InetAddress.ofLiteral("::"), 0);

  /** Reads a block; empty when the text is not one. Names are not looked up. */
  public static Optional<AddressBlock> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<InetAddress> network = literal(address);
    if (network.isEmpty()) {
      return Optional.empty();
    }
    int allBits = network.get().getAddress().length * Byte.SIZE;
    try {
      int bits = slash < 0 ? allBits : Integer.parseInt(text.substring(slash + 1));
      return bits < 0 || bits > allBits
          ? Optional.empty()
          : Optional.of(new AddressBlock(network.get(), bits));
    } catch (NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  /** Reads an address without looking up names. */
  public static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  public boolean contains(InetAddress address) {
    byte[] wanted = network.getAddress();
    byte[] actual = address.getAddress();
    if (wanted.length != actual.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((wanted[bit / Byte.SIZE] ^ actual[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
