package com.moalog.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes in, the answer is the envelope, comes soon, and is never a failure of ours. {@code
 * -Dmoalog.fuzz.rounds} sets the requests per endpoint, {@code -Dmoalog.fuzz.seed} sets what they
 * are; the seed stands in the message of a failure.
 */
class HostileInputTest {

  private static final int ROUNDS = Integer.getInteger("moalog.fuzz.rounds", 25);
  private static final long SEED = Long.getLong("moalog.fuzz.seed", 11);
  private static final int SOCKET_LIMIT_MILLIS = 60_000;

  private final TestServer server = TestServer.shared();

  static List<MatrixRow> rows() {
    return Stream.concat(MatrixRow.all().stream(), FullBodies.all().stream())
        .filter(row -> row.path().startsWith("/api/"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void neverFailsNorHangs(MatrixRow row) {
    long seed = SEED + (row.route() + row.body()).hashCode();
    HostileInput hostile = new HostileInput(new SplittableRandom(seed));
    World world = new World(server);
    for (int round = 0; round < ROUNDS; round++) {
      String path = hostile.path(row.path(), world);
      byte[] body = hostile.body(world.filled(row.body()));
      String[] header = hostile.header();
      ApiClient caller = world.person(Role.OWNER).with(header[0], header[1]);
      ApiAnswer answer = caller.send(row.method(), path, BodyPublishers.ofByteArray(body));
      String request =
          "round %d of seed %d: %s %s with %s: %s and the body %s"
              .formatted(round, SEED, row.method(), path, header[0], header[1], shown(body));
      assertEnvelope(request, answer);
    }
  }

  private static void assertEnvelope(String request, ApiAnswer answer) {
    assertThat(answer.status()).as(request + answer.text()).isBetween(200, 499);
    if (!List.of("application/pdf", "text/csv", "text/event-stream")
        .contains(answer.contentType())) {
      assertThat(answer.json().propertyNames())
          .as(request)
          .containsExactly("isSuccess", "code", "message", "result");
    }
  }

  private static String shown(byte[] body) {
    String text = new String(body, UTF_8);
    return text.substring(0, Math.min(text.length(), 500));
  }

  /** What an HTTP client would not even let its user send. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/plans%zz HTTP/1.1",
        "GET /api/v1/pl\u0001ans HTTP/1.1",
        "GET /api/v1/plans?a=%zz&b=%ff&[]{}|^ HTTP/1.1",
        "GET /api/v1/../../etc/passwd HTTP/1.1",
        "GET /api/v1/retrospects/%2e%2e/plans HTTP/1.1",
        "GET //evil.example/api/v1/plans HTTP/1.1",
        "NONSENSE /api/v1/plans HTTP/1.1",
        "POST /api/v1/retro-rooms HTTP/1.1\r\nContent-Length: -5",
        "POST /api/v1/retro-rooms HTTP/1.1\r\nContent-Length: 99999999999999999999",
        "POST /api/v1/retro-rooms HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
        "POST /api/v1/retro-rooms HTTP/1.1\r\nTransfer-Encoding: gzip, nonsense",
        "TRACE /api/v1/plans HTTP/1.1",
      })
  void answersRequestsThatBreakTheProtocol(String head) throws IOException {
    String answer = raw(head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 ").contains("{\"isSuccess\":");
    assertThat(answer.substring(9, 10)).as(answer).isIn("2", "4");
  }

  @Test
  void refusesHeadersThatAreTooLong() throws IOException {
    String answer =
        raw("GET /api/v1/plans HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 4").contains("{\"isSuccess\":false");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket.setSoTimeout(SOCKET_LIMIT_MILLIS);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readNBytes(8_192), UTF_8);
    }
  }
}
