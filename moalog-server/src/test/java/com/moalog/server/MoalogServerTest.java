package com.moalog.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MoalogServerTest {

  @Test
  void endsWithOneLineWhenVariablesAreMissing() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.moalog.server.MoalogServer"));
    builder.environment().keySet().removeAll(List.of("DATABASE_URL", "JWT_SECRET"));
    Process process = builder.start();
    try {
      String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(errors.strip())
          .isEqualTo("moalog-server cannot start: DATABASE_URL is not set; JWT_SECRET is not set");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void forgetsAddressesWithinSeconds() {
    MoalogServer.forgetAddressesSoon();
    assertThat(Security.getProperty("networkaddress.cache.ttl")).isEqualTo("5");
    assertThat(Security.getProperty("networkaddress.cache.negative.ttl")).isEqualTo("1");
  }

  @Test
  void answersPathsThatNoServerUnderstands() throws IOException {
    URI address = TestServer.shared().address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write("GET /api/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"COMMON400\"");
    }
  }
}
