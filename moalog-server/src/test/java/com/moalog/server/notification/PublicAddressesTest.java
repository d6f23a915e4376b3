package com.moalog.server.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

  private static final PublicAddresses STRICT = new PublicAddresses(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:db8::1",
        "2001::1"
      })
  void knowsWhatLiesInsideANetwork(String address) {
    assertThat(STRICT.isAllowed(InetAddress.ofLiteral(address))).isFalse();
    assertThat(new PublicAddresses(true).isAllowed(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.128.0.1",
        "172.32.0.1",
        "192.169.0.1",
        "223.255.255.255",
        "::ffff:1.1.1.1",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void letsPublicAddressesPass(String address) {
    assertThat(STRICT.isAllowed(InetAddress.ofLiteral(address))).isTrue();
  }

  /** Whatever it is written like: what counts is where the connection would go. */
  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.1", "2130706433", "0", "[::1]", "[::ffff:127.0.0.1]"})
  void judgesAfterTheNameIsLookedUp(String host) {
    assertThatExceptionOfType(ForbiddenAddressException.class)
        .isThrownBy(() -> STRICT.resolve(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/hook",
        "https://127.0.0.1/hook",
        "https://[::1]/hook",
        "https://10.0.0.8:8443/",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/hook",
        "https://user:password@example.com/hook",
        "https://example.com/hook#part",
        "https://example.com:65536/hook",
        "ftp://example.com/hook",
        "file:///etc/passwd",
        "https:///hook",
        "https://exa mple.com/",
        "https://example.com/a\r\nHost: other",
        "example.com",
        ""
      })
  void refusesAddressesThatMakeNoSense(String url) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> input(url).checked(STRICT, Language.KO));
  }

  @Test
  void takesAPublicAddressUpToItsLimit() {
    String url = "https://hooks.example.com/services/T0/";
    String longest = url + "x".repeat(HookInput.URL_LIMIT - url.length());
    assertThat(input(longest).checked(STRICT, Language.EN).url()).hasToString(longest);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> input(longest + "x").checked(STRICT, Language.EN));
    assertThat(input("https://hooks.example.com/x").checked(STRICT, Language.EN).language())
        .isEqualTo(Language.EN);
  }

  @Test
  void refusesWhatIsNoEventFormatOrLanguage() {
    String url = "https://hooks.example.com/x";
    for (HookInput bad :
        List.of(
            new HookInput(url, "JSON", List.of(), null),
            new HookInput(url, "JSON", List.of("DELETED"), null),
            new HookInput(url, "XML", List.of("OPENED"), null),
            new HookInput(url, null, List.of("OPENED"), null),
            new HookInput(url, "JSON", null, null),
            new HookInput(url, "JSON", List.of("OPENED"), "fr"))) {
      assertThatExceptionOfType(Refusal.class).isThrownBy(() -> bad.checked(STRICT, Language.KO));
    }
  }

  private static HookInput input(String url) {
    return new HookInput(url, "SLACK", List.of("OPENED"), null);
  }
}
