package com.moalog.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer tells a browser, whichever part of the server gives it. */
class SecurityHeadersTest {

  private static final String TRANSPORT = "Strict-Transport-Security";

  private final TestServer server = TestServer.shared();
  private final ApiClient client = server.client();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/metrics",
        "/api-docs/openapi.json",
        "/api/v1/plans",
        "/api/v1/members/me",
        "/api/v1/nothing",
        "/swagger-ui/index.html",
        "/login",
        "/nowhere"
      })
  void allowsABrowserVeryLittle(String path) {
    for (String accepted : new String[] {"application/json", "text/html"}) {
      ApiAnswer answer = client.with("Accept", accepted).get(path);
      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
          .doesNotContain("http:", "https:", "*", "unsafe-eval");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
      assertThat(answer.header("Permissions-Policy")).contains("camera=()", "geolocation=()");
      assertThat(answer.header(TRANSPORT)).as("without TLS").isNull();
    }
  }

  @Test
  void runsNothingThatTheApiAnswers() {
    assertThat(client.get("/api/v1/plans").header("Content-Security-Policy"))
        .doesNotContain("script-src", "style-src", "unsafe");
    assertThat(client.get("/swagger-ui/index.html").header("Content-Security-Policy"))
        .contains("script-src 'self';");
  }

  @Test
  void demandsTlsOnceThereIsTls() {
    assertThat(client.with("X-Forwarded-Proto", "https").get("/health").header(TRANSPORT))
        .isEqualTo("max-age=31536000");
    assertThat(client.with("X-Forwarded-Proto", "http").get("/health").header(TRANSPORT)).isNull();
  }

  /** Tomcat refuses this before any filter sees it. */
  @Test
  void protectsAlsoWhatIsRefusedAtTheDoor() throws IOException {
    int port = server.address().getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write("GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readNBytes(8_192), UTF_8))
          .startsWith("HTTP/1.1 400")
          .containsIgnoringCase("content-security-policy: default-src 'none'")
          .containsIgnoringCase("x-content-type-options: nosniff");
    }
  }
}
