package com.moalog.ratelimiter.core.redis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host and port of a server. */
public record RedisNode(String host, int port) {

  private static final int MAX_PORT = 65_535;
  private static final Pattern TEXT = Pattern.compile("\\[?([^\\[\\]\\s,]+?)]?:([0-9]{1,5})");

  public RedisNode {
    if (host.isBlank() || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("not a host and a port: " + host + ":" + port);
    }
  }

  /** Reads {@code host:port}, or {@code [address]:port} for IPv6. */
  public static Optional<RedisNode> parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(2));
    return port < 1 || port > MAX_PORT
        ? Optional.empty()
        : Optional.of(new RedisNode(matcher.group(1), port));
  }

  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
