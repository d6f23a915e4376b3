package com.moalog.chaos.platform;

import java.net.URI;

/** Where the platform is reached from outside. */
public record Addresses(
    URI server, URI rateLimiter, URI fluxpay, URI sandbox, int prometheusPort, String kafka) {

  /** Those of a machine whose ports are these. */
  static Addresses local(PortSource ports) {
    return new Addresses(
        uri(ports, "SERVER_PORT"),
        uri(ports, "RATE_LIMITER_PORT"),
        uri(ports, "FLUXPAY_PORT"),
        uri(ports, "SANDBOX_PORT"),
        ports.port("PROMETHEUS_PORT"),
        "127.0.0.1:" + ports.port("KAFKA_PORT"));
  }

  /** The same with another server. */
  public Addresses withServer(int port) {
    return new Addresses(local(port), rateLimiter, fluxpay, sandbox, prometheusPort, kafka);
  }

  /** The same with another payment engine. */
  public Addresses withFluxpay(int port) {
    return new Addresses(server, rateLimiter, local(port), sandbox, prometheusPort, kafka);
  }

  /** Knows the value of a {@code _PORT} variable. */
  @FunctionalInterface
  interface PortSource {
    int port(String variable);
  }

  private static URI uri(PortSource ports, String variable) {
    return local(ports.port(variable));
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
