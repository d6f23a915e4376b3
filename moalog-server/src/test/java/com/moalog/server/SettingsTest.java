package com.moalog.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.kit.settings.BadVariablesException;
import com.moalog.kit.settings.Variables;
import com.moalog.server.http.HttpSettings;
import com.moalog.server.login.LoginSettings;
import com.moalog.server.model.Language;
import com.moalog.server.notification.NotificationSettings;
import com.moalog.server.ratelimit.RateLimitSettings;
import com.moalog.server.session.TokenSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static final Map<String, String> LEAST =
      Map.of("DATABASE_URL", "mysql://root@db/retrospect", "JWT_SECRET", "secret");

  @Test
  void startsWithTheLeastVariables() {
    Settings settings = Settings.read(LEAST);
    assertThat(settings.framework())
        .containsEntry("server.port", 8080)
        .containsEntry("server.address", "0.0.0.0");
    HttpSettings http = HttpSettings.from(new Variables(LEAST));
    assertThat(http.allowedOrigins()).hasSize(6).contains("https://moalog.me");
    assertThat(http.defaultLanguage()).isEqualTo(Language.KO);
    TokenSettings tokens = TokenSettings.from(new Variables(LEAST));
    assertThat(tokens.accessLifetime()).isEqualTo(Duration.ofMinutes(30));
    assertThat(tokens.refreshLifetime()).isEqualTo(Duration.ofDays(14));
    assertThat(tokens.signupLifetime()).isEqualTo(Duration.ofMinutes(10));
    assertThat(tokens.cookieSecure()).isTrue();
    NotificationSettings notifications = NotificationSettings.from(new Variables(LEAST));
    assertThat(notifications)
        .isEqualTo(
            new NotificationSettings(Duration.ofSeconds(10), Duration.ofSeconds(10), false, ""));
    LoginSettings login = LoginSettings.from(new Variables(LEAST));
    assertThat(login.emailLogin()).isFalse();
    assertThat(login.google().tokenUrl()).hasHost("oauth2.googleapis.com");
    RateLimitSettings limit = RateLimitSettings.from(new Variables(LEAST));
    assertThat(limit.enabled()).isTrue();
    assertThat(limit.url()).isEqualTo(URI.create("http://localhost:8082"));
    assertThat(limit.timeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(limit.trustedProxies().blocks()).hasSize(6);
  }

  @Test
  void readsEveryVariable() {
    Variables variables =
        new Variables(
            Map.of(
                "SERVER_PORT", "1",
                "SERVER_ADDRESS", "127.0.0.1",
                "SERVER_DRAIN_MS", "10000",
                "ALLOWED_ORIGINS", "https://a.example, nonsense ,http://b.example:81",
                "DEFAULT_LOCALE", "en",
                "COOKIE_SECURE", "false",
                "JWT_SECRET", "s",
                "JWT_EXPIRATION", "5",
                "AUTH_EMAIL_LOGIN_ENABLED", "true",
                "KAKAO_TOKEN_URL", "http://sandbox:8089/kakao/token"));
    HttpSettings http = HttpSettings.from(variables);
    assertThat(http)
        .isEqualTo(
            new HttpSettings(
                1,
                "127.0.0.1",
                List.of("https://a.example", "http://b.example:81"),
                Language.EN,
                Duration.ofSeconds(10)));
    TokenSettings tokens = TokenSettings.from(variables);
    assertThat(tokens.accessLifetime()).isEqualTo(Duration.ofSeconds(5));
    assertThat(tokens.cookieSecure()).isFalse();
    assertThat(LoginSettings.from(variables).emailLogin()).isTrue();
    assertThat(LoginSettings.from(variables).kakao().tokenUrl()).hasHost("sandbox");
    variables.refuseFaults();
  }

  @Test
  void readsWhereOthersAre() {
    Variables variables =
        new Variables(
            Map.of(
                "TRUSTED_PROXIES", "10.0.0.1,x",
                "RATE_LIMITER_TIMEOUT", "20s",
                "HOOK_TIMEOUT", "3s",
                "HOOK_RETRY_PAUSE", "200ms",
                "HOOK_ALLOW_LOCAL", "true",
                "PUBLIC_URL", "https://moalog.example"));
    assertThat(RateLimitSettings.from(variables).trustedProxies().blocks()).hasSize(1);
    assertThat(RateLimitSettings.from(variables).timeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(NotificationSettings.from(variables))
        .isEqualTo(
            new NotificationSettings(
                Duration.ofSeconds(3), Duration.ofMillis(200), true, "https://moalog.example"));
    variables.refuseFaults();
  }

  @Test
  void refusesAllBadVariablesTogetherWithoutTheirValues() {
    Map<String, String> bad = new HashMap<>();
    bad.put("SERVER_PORT", "65536");
    bad.put("SERVER_DRAIN_MS", "10001");
    bad.put("JWT_EXPIRATION", "soon");
    bad.put("RATE_LIMITER_URL", "limiter:8082");
    bad.put("RATE_LIMITER_TIMEOUT", "soon");
    bad.put("OPENAI_OUTPUT_PRICE", "cheap");
    bad.put("HOOK_TIMEOUT", "long");
    bad.put("PUBLIC_URL", "moalog");
    bad.put("DATABASE_URL", "jdbc:mysql://root:topsecret@db/x");
    assertThatThrownBy(() -> Settings.read(bad))
        .isInstanceOf(BadVariablesException.class)
        .hasMessageContainingAll(
            "SERVER_PORT",
            "SERVER_DRAIN_MS",
            "JWT_EXPIRATION",
            "RATE_LIMITER_URL",
            "RATE_LIMITER_TIMEOUT",
            "OPENAI_OUTPUT_PRICE",
            "HOOK_TIMEOUT",
            "PUBLIC_URL",
            "DATABASE_URL",
            "JWT_SECRET")
        .message()
        .doesNotContain("topsecret");
  }

  @Test
  void readsAnUnclearLimiterSwitchAsOn() {
    Variables variables = new Variables(Map.of("RATE_LIMITER_ENABLED", "perhaps"));
    assertThat(RateLimitSettings.from(variables).enabled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"10ms, true", "9ms, false", "30s, true", "30001ms, false", "0s, false"})
  void givesTheLimiterNeitherTooLittleTimeNorTooMuch(String timeout, boolean accepted) {
    Variables variables = new Variables(Map.of("RATE_LIMITER_TIMEOUT", timeout));
    RateLimitSettings settings = RateLimitSettings.from(variables);
    if (accepted) {
      variables.refuseFaults();
    } else {
      assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(500));
      assertThatThrownBy(variables::refuseFaults).hasMessageContaining("RATE_LIMITER_TIMEOUT");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',      '',                      INFO,  INFO",
    "'',      'info,server=debug',     INFO,  DEBUG",
    "'',      'warn',                  WARN,  WARN",
    "'',      'nonsense,server=trace', INFO,  TRACE",
    "error,   'info,server=debug',     ERROR, ERROR",
    "loud,    'warn,server=debug',     WARN,  DEBUG",
  })
  void readsLogLevelsLikeTheOriginal(String level, String original, String root, String server) {
    Variables variables = new Variables(Map.of("LOG_LEVEL", level, "RUST_LOG", original));
    assertThat(LogLevels.from(variables)).isEqualTo(new LogLevels(root, server));
  }

  @ParameterizedTest
  @CsvSource({"TRACE, INFO", "DEBUG, INFO", "INFO, INFO", "ERROR, ERROR"})
  void asksNoLibraryForWhatMembersWrite(String root, String discreet) {
    assertThat(new LogLevels(root, root).discreet()).isEqualTo(discreet);
  }
}
