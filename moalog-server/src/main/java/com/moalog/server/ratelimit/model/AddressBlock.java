package com.moalog.server.ratelimit.model;

import java.util.Optional;

/** A range of addresses in CIDR notation, for example {@code 10.0.0.0/8}. Immutable. */
public final class AddressBlock {

  private final byte[] prefix;
  private final int prefixBits;

  private AddressBlock(byte[] prefix, int prefixBits) {
    this.prefix = prefix;
    this.prefixBits = prefixBits;
  }

  /** Reads a block; an address alone is a block of one. */
  public static Optional<AddressBlock> read(String text) {
    String[] parts = text.split("/", 2);
    Optional<IpAddress> first = IpAddress.read(parts[0]);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = first.get().bytes();
    if (parts.length == 1) {
      return Optional.of(new AddressBlock(bytes, bytes.length * Byte.SIZE));
    }
    try {
      int bits = Integer.parseInt(parts[1]);
      return bits >= 0 && bits <= bytes.length * Byte.SIZE
          ? Optional.of(new AddressBlock(bytes, bits))
          : Optional.empty();
    } catch (NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  /** Whether the address lies in the block; false for the other family of addresses. */
  public boolean contains(IpAddress address) {
    byte[] bytes = address.bytes();
    if (bytes.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((bytes[bit / Byte.SIZE] ^ prefix[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
