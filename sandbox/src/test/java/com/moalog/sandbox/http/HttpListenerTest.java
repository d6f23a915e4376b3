package com.moalog.sandbox.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Talks to the listener byte by byte. */
class HttpListenerTest {

  private HttpListener listener;

  @BeforeEach
  void start() throws IOException {
    Handler echo =
        request ->
            switch (request.path()) {
              case "/fault" -> throw new IllegalStateException("on purpose");
              default ->
                  Json.reply(
                      200,
                      Map.of(
                          "path", request.path(),
                          "query", request.query(),
                          "length", request.body().length()));
            };
    listener = HttpListener.start("127.0.0.1", 0, echo);
  }

  @AfterEach
  void stop() {
    listener.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GARBAGE,400",
    "GET nowhere HTTP/1.1,400",
    "GET / HTTP/1.0,505",
    "GET /%zz HTTP/1.1,400",
    "GET /fault HTTP/1.1,500"
  })
  void aBadRequestLineIsAnswered(String line, int status) throws IOException {
    assertThat(answerTo(line + "\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void aHeaderLineHasALimit() throws IOException {
    int room = RequestReader.MAX_LINE_BYTES - "X: ".length() - 1;

    assertThat(answerTo(withHeader("X: " + "a".repeat(room)))).startsWith("HTTP/1.1 200");
    assertThat(answerTo(withHeader("X: " + "a".repeat(room + 1)))).startsWith("HTTP/1.1 431");
  }

  @Test
  void theNumberOfHeadersHasALimit() throws IOException {
    String rest = "X: a\r\n".repeat(RequestReader.MAX_HEADERS - 1);

    assertThat(answerTo("GET / HTTP/1.1\r\nConnection: close\r\n" + rest + "\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(answerTo("GET / HTTP/1.1\r\nConnection: close\r\nX: b\r\n" + rest + "\r\n"))
        .startsWith("HTTP/1.1 431");
  }

  @Test
  void aBodyHasALimit() throws IOException {
    int most = RequestReader.MAX_BODY_BYTES;

    assertThat(answerTo(withHeader("Content-Length: " + most) + "a".repeat(most)))
        .contains("\"length\":" + most);
    assertThat(answerTo(withHeader("Content-Length: " + (most + 1)))).startsWith("HTTP/1.1 413");
    assertThat(answerTo(withHeader("Content-Length: 99999999999"))).startsWith("HTTP/1.1 413");
    assertThat(answerTo(withHeader("Content-Length: -1"))).startsWith("HTTP/1.1 400");
    assertThat(answerTo(withHeader("Content-Length: many"))).startsWith("HTTP/1.1 400");
  }

  @Test
  void aCallerWhoSendsTooMuchStillReadsTheRefusal() throws IOException {
    int tooMuch = RequestReader.MAX_BODY_BYTES + 1;

    assertThat(answerTo(withHeader("Content-Length: " + tooMuch) + "a".repeat(tooMuch)))
        .startsWith("HTTP/1.1 413");
  }

  @Test
  void aChunkedBodyIsReadAndLimited() throws IOException {
    String chunked = withHeader("Transfer-Encoding: chunked");

    assertThat(answerTo(chunked + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n")).contains("\"length\":5");
    assertThat(answerTo(chunked + Integer.toHexString(RequestReader.MAX_BODY_BYTES + 1) + "\r\n"))
        .startsWith("HTTP/1.1 413");
    assertThat(answerTo(chunked + "zz\r\n")).startsWith("HTTP/1.1 400");
  }

  @Test
  void aCautiousCallerIsToldToContinue() throws IOException {
    String request = withHeader("Content-Length: 2\r\nExpect: 100-continue") + "ab";

    assertThat(answerTo(request)).startsWith("HTTP/1.1 100 Continue").contains("\"length\":2");
  }

  @Test
  void aConnectionServesOneRequestAfterTheOther() throws IOException {
    String answers =
        answerTo(
            "GET /one?a=1&b=%EA%B0%80 HTTP/1.1\r\n\r\n"
                .concat("GET /two HTTP/1.1\r\nConnection: close\r\n\r\n"));

    assertThat(answers).contains("/one").contains("\"b\":\"가\"").contains("/two");
  }

  @Test
  void closingEndsIdleConnections() throws IOException {
    try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      idle.setSoTimeout(60_000);
      idle.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
      assertThat(idle.getInputStream().read()).isEqualTo('H');

      listener.close();

      assertThat(idle.getInputStream().readAllBytes()).isNotEmpty();
    }
  }

  @Test
  void anUnknownPathAndAnUnknownMethodAreToldApart() {
    Router router =
        new Router(List.of(new Route("GET", "/a/{id}", (_, path) -> Json.reply(200, path))));

    assertThat(status(router, "GET", "/a/1")).isEqualTo(200);
    assertThat(status(router, "GET", "/a/")).isEqualTo(404);
    assertThat(status(router, "GET", "/a/1/2")).isEqualTo(404);
    assertThat(status(router, "POST", "/a/1")).isEqualTo(405);
  }

  private static int status(Router router, String method, String path) {
    Answer answer = router.handle(Request.of(method, path, Map.of(), ""));
    return ((Answer.Reply) answer).status();
  }

  private static String withHeader(String header) {
    return "POST / HTTP/1.1\r\nConnection: close\r\n" + header + "\r\n\r\n";
  }

  private String answerTo(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
