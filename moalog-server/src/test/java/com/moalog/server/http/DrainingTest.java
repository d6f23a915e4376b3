package com.moalog.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.Standstill;
import com.moalog.server.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DrainingTest {

  private static final String CLOSE = "connection: close";
  private static final int PATIENCE_MILLIS = 60_000;

  /** One connection that is kept. */
  private static final class Kept implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader lines;

    Kept(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** The head of the answer in lower case; no {@code HEAD} has a body. */
    List<String> head() throws IOException {
      socket
          .getOutputStream()
          .write(
              "HEAD /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
      List<String> head = new ArrayList<>();
      String line = lines.readLine();
      while (line != null && !line.isEmpty()) {
        head.add(line.toLowerCase(Locale.ROOT));
        line = lines.readLine();
      }
      return head;
    }

    boolean isEnded() throws IOException {
      return lines.read() < 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void answersOnForAMomentAndEndsEachConnectionWithItsAnswer() throws Exception {
    Standstill.excuse(DrainingTest::drains);
  }

  private static void drains() throws Exception {
    TestServer server = TestServer.beside(Map.of("SERVER_DRAIN_MS", "8000"));
    int port = server.address().getPort();
    try (server;
        Kept kept = new Kept(port)) {
      assertThat(kept.head()).first().asString().contains(" 200");
      assertThat(kept.head()).doesNotContain(CLOSE);

      Thread closing = Thread.ofVirtual().start(server::close);
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> endsItsConnection(port));

      assertThat(kept.head()).contains(CLOSE).first().asString().contains(" 200");
      assertThat(kept.isEnded()).isTrue();
      assertThat(endsItsConnection(port)).as("it ended before the server did").isTrue();
      closing.join();
    }
  }

  private static boolean endsItsConnection(int port) throws IOException {
    try (Kept other = new Kept(port)) {
      return other.head().contains(CLOSE);
    }
  }
}
