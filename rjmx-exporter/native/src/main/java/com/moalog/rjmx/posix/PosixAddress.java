package com.moalog.rjmx.posix;

import com.moalog.rjmx.net.Endpoint;
import com.moalog.rjmx.net.NetworkException;
import java.util.Arrays;
import java.util.Optional;
import org.teavm.interop.Address;

/** A socket address in C's layout. Immutable. */
final class PosixAddress {

  private static final int IPV4_BYTES = 16;
  private static final int LONGEST_BYTES = 28;
  private static final int HINTS_BYTES = 48;
  private static final int SOCK_STREAM = 1;
  private static final int FAMILY_OFFSET = 4;
  private static final int LENGTH_OFFSET = 16;
  private static final int ADDRESS_OFFSET = 24;
  private static final int NEXT_OFFSET = 40;

  private final byte[] bytes;

  private PosixAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  int family() {
    return bytes[0] & 0xff;
  }

  Address address() {
    return Address.ofData(bytes);
  }

  int length() {
    return bytes.length;
  }

  /** The address that an IP literal is; empty for a name. Waits for nobody. */
  static Optional<PosixAddress> literal(Endpoint endpoint) {
    byte[] found = find(endpoint, Posix.AI_NUMERICHOST);
    return found.length == 0 ? Optional.empty() : Optional.of(new PosixAddress(found));
  }

  /**
   * The address in the bytes of {@link #find}.
   *
   * @param count how many there are
   * @throws NetworkException when there are none
   */
  static PosixAddress of(Endpoint endpoint, byte[] found, int count) throws NetworkException {
    if (count < IPV4_BYTES) {
      throw new NetworkException(
          NetworkException.Reason.UNRESOLVED, "unknown host " + endpoint.host());
    }
    return new PosixAddress(Arrays.copyOf(found, count));
  }

  /**
   * Looks an address up, which may take long. Of several addresses an IPv4 one is taken, as most
   * targets listen on one: {@code localhost} has both kinds on many machines.
   *
   * @return no bytes when the name is unknown
   */
  static byte[] find(Endpoint endpoint, int flags) {
    byte[] host = CText.of(endpoint.host());
    int[] hints = new int[HINTS_BYTES / 4];
    hints[0] = flags;
    hints[2] = SOCK_STREAM;
    long[] result = {0};
    int error =
        Posix.getaddrinfo(
            Address.ofData(host),
            Address.fromLong(0),
            Address.ofData(hints),
            Address.ofData(result));
    if (error != 0 || result[0] == 0) {
      return new byte[0];
    }
    Address all = Address.fromLong(result[0]);
    Address found = preferred(all);
    int length = Math.min(found.add(LENGTH_OFFSET).getInt(), LONGEST_BYTES);
    byte[] bytes = new byte[Math.max(length, IPV4_BYTES)];
    Address source = found.add(ADDRESS_OFFSET).getAddress();
    for (int i = 0; i < length; i++) {
      bytes[i] = source.add(i).getByte();
    }
    Posix.freeaddrinfo(all);
    bytes[2] = (byte) (endpoint.port() >>> 8);
    bytes[3] = (byte) endpoint.port();
    return bytes;
  }

  private static Address preferred(Address all) {
    Address next = all;
    while (next.toLong() != 0) {
      if (next.add(FAMILY_OFFSET).getInt() == Posix.AF_INET) {
        return next;
      }
      next = next.add(NEXT_OFFSET).getAddress();
    }
    return all;
  }
}
