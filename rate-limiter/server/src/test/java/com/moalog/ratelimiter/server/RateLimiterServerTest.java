package com.moalog.ratelimiter.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own. */
class RateLimiterServerTest {

  private static final String FAULT = "server.port must be a whole number from 0 to 65535, got: x";

  @TempDir Path folder;

  @Test
  void saysWhyItDoesNotStartAlsoWhenItCannotLogAsTold() throws Exception {
    assertThat(outputOfRefusal(Map.of("LOG_FORMAT", "xml")))
        .contains("logging.format must be json or text, got: xml")
        .startsWith("{");
    assertThat(Files.readString(errors()).strip())
        .isEqualTo("rate-limiter cannot start: logging.format must be json or text, got: xml");
  }

  @Test
  void layoutsItsLinesAsEachOfTheSourcesSays() throws Exception {
    Map<String, String> faulty = Map.of("SERVER_PORT", "x");
    assertThat(outputOfRefusal(faulty)).startsWith("{").contains(FAULT);
    assertThat(outputOfRefusal(faulty, "-Dlogging.format=text"))
        .endsWith(" - Cannot start: " + FAULT);
    Map<String, String> named = Map.of("SERVER_PORT", "x", "LOGGING_FORMAT", "text");
    assertThat(outputOfRefusal(named)).endsWith(" - Cannot start: " + FAULT);
  }

  @Test
  void endsWithoutFailureWhenItIsToldToStop() throws Exception {
    Map<String, String> settings =
        Limiter.environment(1, "", "LOG_FORMAT", "text", "RATE_LIMITER_GRPC_ENABLED", "false");
    Process process = start(settings);
    try (BufferedReader output = process.inputReader(UTF_8)) {
      List<String> lines = new ArrayList<>();
      String line = output.readLine();
      while (line != null) {
        lines.add(line);
        if (line.contains("Listening on ")) {
          process.toHandle().destroy();
        }
        line = output.readLine();
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(lines.getLast()).endsWith("Stopped");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void endsWithoutFailureWhenItIsToldToStopWhileItStarts() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      silent.setSoTimeout((int) TimeUnit.SECONDS.toMillis(60));
      Process process =
          start(
              Limiter.environment(
                  silent.getLocalPort(), "", "SPRING_DATA_REDIS_CONNECT_TIMEOUT", "60s"));
      try (Socket connecting = silent.accept()) {
        assertThat(connecting.isConnected()).isTrue();
        process.toHandle().destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private String outputOfRefusal(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    Process process = start(environment, options);
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      return output.strip();
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(Map<String, String> environment, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), RateLimiterServer.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors().toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(LOG|JAVA_TOOL|JDK_JAVA).*"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Path errors() {
    return folder.resolve("errors");
  }
}
