package com.moalog.ratelimiter.server.settings;

/**
 * Where Envoy asks.
 *
 * @param enabled whether the port is opened at all
 * @param port 0 for any free one
 */
public record GrpcSettings(boolean enabled, int port) {

  private static final int DEFAULT_PORT = 8083;
  private static final int MAX_PORT = 65_535;

  static GrpcSettings read(Values values) {
    return new GrpcSettings(
        values.flag(true, "rate-limiter.grpc.enabled"),
        (int) values.number(DEFAULT_PORT, 0, MAX_PORT, "rate-limiter.grpc.port"));
  }
}
