package com.moalog.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.kit.settings.Variables;
import com.moalog.ratelimiter.client.ClientSettings;
import com.moalog.server.ratelimit.model.TrustedProxies;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitSettingsTest {

  @Test
  void asksWithThePlatformsTimeLimitsUnlessItIsToldAnother() {
    ClientSettings client = RateLimitSettings.from(new Variables(Map.of())).client();
    assertThat(client).isEqualTo(ClientSettings.of(URI.create("http://localhost:8082")));
  }

  @ParameterizedTest
  @CsvSource({"100ms, 200, 100", "500ms, 200, 500", "501ms, 501, 501", "20s, 20000, 20000"})
  void letsConnectingTakeLongerOnlyWhereAQuestionMay(String timeout, long connect, long budget) {
    Variables variables = new Variables(Map.of("RATE_LIMITER_TIMEOUT", timeout));
    ClientSettings client = RateLimitSettings.from(variables).client();
    assertThat(client.connectTimeout()).isEqualTo(Duration.ofMillis(connect));
    assertThat(client.budget()).isEqualTo(Duration.ofMillis(budget));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 9, 30_001})
  void refusesATimeoutThatNoVariableMayHave(long millis) {
    URI url = URI.create("http://localhost:8082");
    TrustedProxies nobody = new TrustedProxies(List.of());
    Duration timeout = Duration.ofMillis(millis);
    assertThatThrownBy(() -> new RateLimitSettings(true, url, timeout, nobody))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 10ms to 30s");
  }
}
