package com.moalog.local.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CastTest {

  private static final long NOW = 1_795_461_602_123L;

  @Test
  void nicknamesKeepTheServersLimitUntilTheYearTwoThousandAndFifty() {
    Cast cast = Cast.of(2_524_608_000_000L);

    assertThat(cast.mina().nickname()).matches("[\\p{L}\\p{N}]{1,20}");
    assertThat("데모 " + cast.run()).hasSizeLessThanOrEqualTo(20);
  }

  @Test
  void runsOneAfterTheOtherCallFromDifferentAddresses() {
    assertThat(LongStream.range(NOW, NOW + 20).mapToObj(CastTest::address))
        .doesNotHaveDuplicates()
        .allMatch(address -> address.matches("10\\.\\d{1,3}\\.\\d{1,3}\\.1"));
  }

  private static String address(long seed) {
    Party guest = Cast.of(seed).guest(URI.create("http://localhost"));
    return guest.headers().getOrDefault("X-Forwarded-For", "");
  }
}
