package com.moalog.fluxpay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  private final AddressGuard strict = new AddressGuard(false);
  private final AddressGuard lenient = new AddressGuard(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://169.254.0.0",
        "http://169.254.255.255",
        "http://[::ffff:169.254.169.254]",
        "http://[::169.254.169.254]",
        "http://[64:ff9b::a9fe:a9fe]",
        "http://[2002:a9fe:a9fe::1]",
        "http://[fe80::1]",
        "http://[febf:ffff::1]",
        "http://[fd00:ec2::254]",
        "http://100.100.100.200",
        "http://192.0.0.192",
        "http://0.0.0.0",
        "http://[::]",
        "http://0.255.255.255",
        "http://224.0.0.1",
        "http://255.255.255.255",
        "http://2852039166",
        "http://user:password@203.0.113.7",
        "ftp://203.0.113.7",
        "file:///etc/passwd",
        "mailto:someone",
        "http:///nowhere",
        "http://no-such-host.invalid"
      })
  void neverLetsAnybodyCall(String target) {
    assertThat(strict.objection(URI.create(target))).isNotEmpty();
    assertThat(lenient.objection(URI.create(target))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.0",
        "http://10.255.255.255",
        "http://100.64.0.0",
        "http://100.127.255.255",
        "http://127.0.0.1",
        "http://127.255.255.255",
        "http://2130706433",
        "http://localhost",
        "http://172.16.0.0",
        "http://172.31.255.255",
        "http://192.168.0.0",
        "http://192.168.255.255",
        "http://198.18.0.0",
        "http://198.19.255.255",
        "http://[::1]",
        "http://[fc00::]",
        "http://[fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]",
        "http://[::ffff:10.0.0.1]"
      })
  void letsTheInsideBeCalledOnRequestAlone(String target) {
    assertThat(strict.objection(URI.create(target))).isNotEmpty();
    assertThat(lenient.objection(URI.create(target))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://9.255.255.255",
        "http://11.0.0.0",
        "http://100.63.255.255",
        "http://100.128.0.0",
        "http://126.255.255.255",
        "http://128.0.0.0",
        "http://169.253.255.255",
        "http://169.255.0.0",
        "http://172.15.255.255",
        "http://172.32.0.0",
        "http://192.167.255.255",
        "http://192.169.0.0",
        "http://198.17.255.255",
        "http://198.20.0.0",
        "https://203.0.113.7:8443/hook?a=b",
        "http://[2606:4700::1111]",
        "http://[fbff::1]"
      })
  void letsTheNeighboursOutsideBeCalled(String target) {
    assertThat(strict.objection(URI.create(target))).isEmpty();
  }

  @Test
  void saysWhichAddressItObjectsTo() {
    assertThat(strict.objection(URI.create("http://169.254.169.254")))
        .contains("address 169.254.169.254 is not allowed");
  }
}
