package com.moalog.local.launcher.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One step against a server that says what the test tells it to. */
class StorytellerTest {

  private static final String GOOD =
      "{\"isSuccess\":true,\"code\":\"COMMON200\",\"result\":{\"title\":\"회고\",\"count\":3}}";

  private final ByteArrayOutputStream paper = new ByteArrayOutputStream();
  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer server;
  private Storyteller teller;
  private volatile int status = 200;
  private volatile String body = GOOD;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          byte[] bytes = body.getBytes(UTF_8);
          exchange.getResponseHeaders().add("Set-Cookie", "access_token=abc; HttpOnly");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    teller = new Storyteller(new PrintStream(paper, true, UTF_8), false);
  }

  @AfterEach
  void stop() {
    teller.close();
    server.stop(0);
  }

  private Party party() {
    return new Party(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Map.of(), Dialect.MOALOG);
  }

  private Storyteller.Step step() {
    return teller
        .step("Mina looks")
        .expects(Check.is("/title", "회고"), Check.isNumber("/count"))
        .expects(Check.setsCookie("access_token"))
        .shows("/title");
  }

  @Test
  void anotherStatusFailsInOneLine() {
    status = 500;
    body = "{\"isSuccess\":false,\"code\":\"COMMON500\",\"message\":\"broken\",\"result\":null}";

    assertThatThrownBy(() -> step().by(party().get("/room")))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageMatching(
            "step 1, Mina looks: GET http://\\S+/room: answered 500 instead of 200: COMMON500 broken");
  }

  @Test
  void successMustBeSaid() {
    body = GOOD.replace("\"isSuccess\":true", "\"isSuccess\":false");

    assertThatThrownBy(() -> step().by(party().get("/room")))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("answered without success");
  }

  @Test
  void anotherValueFailsAndNamesTheField() {
    body = GOOD.replace("회고", "회의");

    assertThatThrownBy(() -> step().by(party().get("/room")))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("title must be 회고 and is '회의'");
  }

  @Test
  void aMissingValueFails() {
    body = GOOD.replace("\"count\"", "\"amount\"");

    assertThatThrownBy(() -> step().by(party().get("/room")))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("count must be a number above 0 and is ''");
  }

  @Test
  void somethingElseThanJsonFails() {
    body = "<html>welcome</html>";

    assertThatThrownBy(() -> step().by(party().get("/room")))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("<html>welcome</html>");
  }

  @Test
  void aServerThatIsNotThereFailsWithAHint() {
    Party nobody = party();
    server.stop(0);

    assertThatThrownBy(() -> step().by(nobody.get("/room")))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("is ./moalog up done?");
  }

  @Test
  void aPatientStepFailsAtItsDeadline() {
    body = GOOD.replace("회고", "회의");

    // A machine that stands still may leave no time for a second call.
    for (int turn = 0; turn < 5 && calls.get() <= 1; turn++) {
      calls.set(0);
      assertThatThrownBy(() -> step().until(party().get("/room"), Duration.ofMillis(500)))
          .isInstanceOf(UnexpectedAnswerException.class)
          .hasMessageContaining("title must be 회고");
    }
    assertThat(calls.get()).isGreaterThan(1);
  }

  @Test
  void printsOneLineWithoutColourWhenNobodyWatches() {
    step().by(party().post("/room", Map.of("name", "데모")));

    assertThat(paper.toString(UTF_8))
        .matches("ok  1  Mina looks +\\d+ ms  POST /room \\{\"name\":\"데모\"}  ->  200 title=회고\n");
  }

  @Test
  void listsTheTimingsOfAllSteps() {
    step().by(party().get("/room"));
    teller.act("... and thinks", "nothing", () -> "a thought");
    teller.end();

    assertThat(paper.toString(UTF_8))
        .contains("Timings")
        .containsPattern(" 1  Mina looks +\\d+ ms +\\d+ %")
        .containsPattern(" 2  \\.\\.\\. and thinks +\\d+ ms +\\d+ %")
        .containsPattern("all steps +\\d+ ms")
        .endsWith("The demo passed: 2 steps.\n");
  }
}
