package com.moalog.ratelimiter.server.settings;

import com.moalog.ratelimiter.server.http.AddressBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the service is reached and how it words its answers.
 *
 * @param address what to bind to
 * @param trustedProxies peers whose forwarding headers are believed
 * @param firstForwarded whether the first forwarded address is the client, not the last untrusted
 * @param ipv6PrefixBits how much of an IPv6 address tells clients apart
 * @param ietfHeaders whether answers carry the draft's two headers
 * @param resetAsEpoch whether {@code X-RateLimit-Reset} is a time of day instead of a wait
 * @param nullRetryWhenAllowed whether {@code retryAfterSeconds} is null instead of 0 when allowed
 * @param resetRequiresLogin whether a reset asks for the operator's credentials
 */
public record HttpSettings(
    String address,
    int port,
    List<AddressBlock> trustedProxies,
    boolean firstForwarded,
    int ipv6PrefixBits,
    boolean ietfHeaders,
    boolean resetAsEpoch,
    boolean nullRetryWhenAllowed,
    boolean resetRequiresLogin) {

  private static final int MAX_PORT = 65_535;
  private static final int IPV6_BITS = 128;

  public HttpSettings {
    trustedProxies = List.copyOf(trustedProxies);
  }

  static HttpSettings read(Values values) {
    boolean trustAll = values.flag(false, "rate-limiter.default.trust-proxy");
    List<AddressBlock> trusted = blocks(values, "rate-limiter.trusted-proxies");
    return new HttpSettings(
        values.text("0.0.0.0", "server.address"),
        (int) values.number(8080, 0, MAX_PORT, "server.port"),
        trustAll ? List.of(AddressBlock.ALL_IPV4, AddressBlock.ALL_IPV6) : trusted,
        values.choice(
            trustAll, "first or last", HttpSettings::position, "rate-limiter.xff-position"),
        (int) values.number(IPV6_BITS, 1, IPV6_BITS, "rate-limiter.ipv6-prefix"),
        values.flag(true, "rate-limiter.headers.ietf"),
        values.choice(
            false, "delta or epoch", HttpSettings::epoch, "rate-limiter.headers.reset-format"),
        values.flag(false, "rate-limiter.response.retry-after-null"),
        values.flag(false, "rate-limiter.admin.reset-requires-auth"));
  }

  private static List<AddressBlock> blocks(Values values, String key) {
    List<AddressBlock> blocks = new ArrayList<>();
    for (String part : values.text("", key).split(",", -1)) {
      if (!part.isBlank()) {
        AddressBlock.parse(part.strip())
            .ifPresentOrElse(
                blocks::add,
                () -> values.fault(key, "must be a list of blocks like 10.0.0.0/8, got: " + part));
      }
    }
    return blocks;
  }

  private static Optional<Boolean> position(String text) {
    return switch (text) {
      case "first" -> Optional.of(true);
      case "last" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Boolean> epoch(String text) {
    return switch (text) {
      case "epoch" -> Optional.of(true);
      case "delta" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
