package com.moalog.server.http;

import com.moalog.kit.settings.Variables;
import com.moalog.server.model.Language;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Where the server listens and how it talks.
 *
 * @param port the port it listens on
 * @param address the address it binds to
 * @param allowedOrigins origins of web pages that may call with credentials
 * @param defaultLanguage language of callers who ask for none
 * @param drain how long it answers on after the signal to stop
 */
public record HttpSettings(
    int port,
    String address,
    List<String> allowedOrigins,
    Language defaultLanguage,
    Duration drain) {

  private static final int USUAL_DRAIN = 1_000;
  private static final int LONGEST_DRAIN = 10_000;

  private static final String DEFAULT_ORIGINS =
      "http://localhost:3000,http://localhost:5173,http://localhost:5174,"
          + "https://www.moalog.me,https://moalog.me,https://moaofficial.kr";

  public HttpSettings {
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  /** Reads {@code SERVER_PORT}, {@code SERVER_ADDRESS}, {@code ALLOWED_ORIGINS} and more. */
  public static HttpSettings from(Variables variables) {
    return new HttpSettings(
        variables.number("SERVER_PORT", 8080, 0, 65_535),
        variables.text("SERVER_ADDRESS", "0.0.0.0"),
        variables.list("ALLOWED_ORIGINS", DEFAULT_ORIGINS, HttpSettings::isOrigin),
        variables.text("DEFAULT_LOCALE", "ko").toLowerCase(Locale.ROOT).startsWith("en")
            ? Language.EN
            : Language.KO,
        Duration.ofMillis(variables.number("SERVER_DRAIN_MS", USUAL_DRAIN, 0, LONGEST_DRAIN)));
  }

  private static boolean isOrigin(String text) {
    try {
      URI origin = URI.create(text);
      return origin.getScheme() != null
          && origin.getHost() != null
          && origin.getRawPath().isEmpty()
          && origin.getRawQuery() == null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
