package com.moalog.server.ratelimit.model;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address, read without asking a name server. Immutable. */
public final class IpAddress {

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final Pattern IPV4_WITH_PORT = Pattern.compile("([\\d.]+):\\d{1,5}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)](?::\\d{1,5})?");

  /** The part of an IPv6 address that a network operator gives to one customer. */
  private static final int IPV6_CUSTOMER_BYTES = 8;

  private final InetAddress address;

  private IpAddress(InetAddress address) {
    this.address = address;
  }

  /** Reads an address as proxies write it: plain, with a port, or in brackets. */
  public static Optional<IpAddress> read(String text) {
    String plain = text.strip();
    var bracketed = BRACKETED.matcher(plain);
    var withPort = IPV4_WITH_PORT.matcher(plain);
    if (bracketed.matches()) {
      plain = bracketed.group(1);
    } else if (withPort.matches()) {
      plain = withPort.group(1);
    }
    if (!IPV4.matcher(plain).matches() && !IPV6.matcher(plain).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new IpAddress(InetAddress.ofLiteral(plain)));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  byte[] bytes() {
    return address.getAddress();
  }

  /** What a limit counts by: the IPv4 address, or the customer's part of the IPv6 address. */
  public String limitKey() {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] network = Arrays.copyOf(Arrays.copyOf(bytes(), IPV6_CUSTOMER_BYTES), 16);
    try {
      return InetAddress.getByAddress(network).getHostAddress() + "/64";
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("16 bytes are an IPv6 address", impossible);
    }
  }

  @Override
  public String toString() {
    return address.getHostAddress();
  }
}
