package com.moalog.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.ratelimit.model.AddressBlock;
import com.moalog.server.ratelimit.model.IpAddress;
import com.moalog.server.ratelimit.model.TrustedProxies;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private final TrustedProxies proxies =
      new TrustedProxies(
          Stream.of("127.0.0.0/8", "::1/128", "10.0.0.0/8", "fc00::/7")
              .map(text -> AddressBlock.read(text).orElseThrow())
              .toList());

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8,   1.2.3.4,              8.8.8.8",
    "127.0.0.1, 1.2.3.4,              1.2.3.4",
    "127.0.0.1, '1.2.3.4, 10.0.0.9',  1.2.3.4",
    "127.0.0.1, '6.6.6.6, 1.2.3.4',   1.2.3.4",
    "127.0.0.1, '10.1.1.1, 10.2.2.2', 10.1.1.1",
    "127.0.0.1, 'x, 10.2.2.2',        10.2.2.2",
    "127.0.0.1, '1.2.3.4, x',         127.0.0.1",
    "127.0.0.1, '1.2.3.4:5678',       1.2.3.4",
    "127.0.0.1, '[2001:db8::7]:443',  2001:db8:0:0:0:0:0:7",
    "127.0.0.1, '',                   127.0.0.1",
  })
  void believesOnlyWhatTrustedProxiesSay(String peer, String forwardedFor, String client) {
    assertThat(client(peer, forwardedFor, "9.9.9.9")).isEqualTo(client);
  }

  @Test
  void readsTheRealIpOnlyWithoutForwardedFor() {
    assertThat(client("127.0.0.1", null, "9.9.9.9")).isEqualTo("9.9.9.9");
    assertThat(client("127.0.0.1", null, "nonsense")).isEqualTo("127.0.0.1");
    assertThat(client("127.0.0.1", null, null)).isEqualTo("127.0.0.1");
    assertThat(client("8.8.8.8", null, "9.9.9.9")).isEqualTo("8.8.8.8");
  }

  @Test
  void countsIpv6ByTheNetworkOfTheCustomer() {
    assertThat(address("2001:db8:1:2:3:4:5:6").limitKey()).isEqualTo("2001:db8:1:2:0:0:0:0/64");
    assertThat(address("::ffff:1.2.3.4").limitKey()).isEqualTo("1.2.3.4");
    assertThat(address("1.2.3.4").limitKey()).isEqualTo("1.2.3.4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.2.3", "1.2.3.256", "host.example", "1.2.3.4&x=1", "fe80::1%eth0"})
  void readsNothingThatIsNoAddress(String text) {
    assertThat(IpAddress.read(text)).isEmpty();
  }

  @Test
  void readsBlocksStrictly() {
    for (String text : List.of("10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129", "x/8")) {
      assertThat(AddressBlock.read(text)).as(text).isEmpty();
    }
    AddressBlock block = AddressBlock.read("172.16.0.0/12").orElseThrow();
    assertThat(block.contains(address("172.31.255.255"))).isTrue();
    assertThat(block.contains(address("172.32.0.0"))).isFalse();
    assertThat(block.contains(address("::1"))).isFalse();
  }

  private String client(String peer, @Nullable String forwardedFor, @Nullable String realIp) {
    return proxies.client(address(peer), forwardedFor, realIp).toString();
  }

  private static IpAddress address(String text) {
    return IpAddress.read(text).orElseThrow();
  }
}
