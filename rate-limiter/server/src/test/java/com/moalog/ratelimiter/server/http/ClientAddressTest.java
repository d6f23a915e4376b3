package com.moalog.ratelimiter.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

  private static final List<AddressBlock> PROXIES =
      List.of(
          AddressBlock.parse("10.0.0.0/8").orElseThrow(),
          AddressBlock.parse("fd00::/8").orElseThrow());

  @ParameterizedTest
  @ValueSource(strings = {"", "proxy.example", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1"})
  void refusesABlockThatIsNone(String text) {
    assertThat(AddressBlock.parse(text)).isEmpty();
  }

  @Test
  void doesNotBelieveAPeerThatIsNoProxy() {
    ClientAddress rule = new ClientAddress(PROXIES, false, 128);
    assertThat(rule.of("203.0.113.9", "1.2.3.4", "5.6.7.8")).isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.2.3.4 | 1.2.3.4",
        "6.6.6.6, 1.2.3.4 | 1.2.3.4",
        "6.6.6.6, 1.2.3.4, 10.1.1.1, fd00::1 | 1.2.3.4",
        "10.1.1.1, 10.2.2.2 | 10.1.1.1",
        "1.2.3.4,, | 1.2.3.4"
      })
  void takesTheRightMostForwardedAddressThatIsNoProxy(String forwarded, String client) {
    assertThat(new ClientAddress(PROXIES, false, 128).of("10.9.9.9", forwarded, null))
        .isEqualTo(client);
  }

  @Test
  void takesTheFirstElementWhereTheOriginalDid() {
    List<AddressBlock> all = List.of(AddressBlock.ALL_IPV4, AddressBlock.ALL_IPV6);
    assertThat(new ClientAddress(all, true, 128).of("8.8.8.8", " 6.6.6.6 , 1.2.3.4", null))
        .isEqualTo("6.6.6.6");
  }

  @Test
  void fallsBackToTheRealAddressThenThePeerThenNobody() {
    ClientAddress rule = new ClientAddress(PROXIES, false, 128);
    assertThat(rule.of("10.9.9.9", " ", "1.2.3.4")).isEqualTo("1.2.3.4");
    assertThat(rule.of("10.9.9.9", null, null)).isEqualTo("10.9.9.9");
    assertThat(rule.of(null, "1.2.3.4", null)).isEqualTo("unknown");
  }

  @Test
  void groupsAddressesOfOneNetwork() {
    ClientAddress rule = new ClientAddress(List.of(), false, 64);
    String one = rule.of("2001:db8:1:2:3:4:5:6", null, null);
    assertThat(one).isEqualTo(rule.of("2001:db8:1:2::1", null, null)).endsWith("/64");
    assertThat(one).isNotEqualTo(rule.of("2001:db8:1:3::1", null, null));
    assertThat(rule.of("203.0.113.9", null, null)).isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 127, 128})
  void keepsAddressesOfTheOldKindApartHoweverTheyAreWritten(int prefixBits) {
    ClientAddress rule = new ClientAddress(List.of(), false, prefixBits);
    assertThat(rule.of("::ffff:203.0.113.9", null, null)).isEqualTo("203.0.113.9");
    assertThat(rule.of("::ffff:cb00:7109", null, null)).isEqualTo("203.0.113.9");
    assertThat(rule.of("::ffff:203.0.113.10", null, null)).isEqualTo("203.0.113.10");
  }
}
