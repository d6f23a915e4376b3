package com.moalog.server.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.moalog.kit.logging.JsonLogEncoder;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TracesTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final String PARENT = "00-" + TRACE + "-" + CALLER + "-01";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void continuesACallersTraceInEveryServiceThatIsCalledAndInTheExport() throws IOException {
    try (Neighbour neighbour = new Neighbour()) {
      try (TestServer server = TestServer.beside(variables(neighbour))) {
        useEveryNeighbour(server);
      }
      for (String path :
          new String[] {
            "/api/v1/rate-limit/check", "/api/v1/orders", "/api/v1/payments", "/v1/chat/completions"
          }) {
        assertThat(neighbour.parents(path))
            .as(path)
            .anyMatch(parent ->
                parent.matches("00-" + TRACE + "-[0-9a-f]{16}-01") && !parent.contains(CALLER));
      }
      Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertExported(neighbour));
      assertThat(neighbour.exported()).doesNotContain("GET /health", "배포");
    }
  }

  /** A server that ends waits for its export no longer than three seconds. */
  private static void assertExported(Neighbour neighbour) {
    assertThat(neighbour.exported())
        .contains("moalog-server", "POST /api/v1/subscriptions", "POST fluxpay-engine")
        .contains("GET rate-limiter", "POST chat completions")
        .contains("POST /api/v1/retrospects/:retrospect_id/questions/:question_id/assistant");
  }

  private static void useEveryNeighbour(TestServer server) {
    Retro retro = new Retro(server);
    Person person = server.people().newcomer();
    long id = retro.retrospect(person, retro.room(person, "Traces"), "P");
    retro.participate(person, id);
    ApiClient traced = server.people().as(person).with("traceparent", PARENT);
    traced.post("/api/v1/subscriptions", "{\"planName\":\"PRO\"}").success();
    traced
        .post("/api/v1/retrospects/" + id + "/questions/1/assistant", "{\"content\":\"배포\"}")
        .success();
  }

  private static Map<String, String> variables(Neighbour neighbour) {
    return Map.of(
        "RATE_LIMITER_ENABLED",
        "true",
        "RATE_LIMITER_URL",
        neighbour.address(),
        "FLUXPAY_URL",
        neighbour.address(),
        "OPENAI_BASE_URL",
        neighbour.address() + "/v1",
        "OPENAI_API_KEY",
        "a key",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        neighbour.address(),
        "OTEL_EXPORTER_OTLP_TIMEOUT",
        "60000");
  }

  @Test
  void writesOneJsonLinePerRequestWithItsTraceAlsoWithoutExport() {
    TestServer server = TestServer.shared();
    Logger access = (Logger) LoggerFactory.getLogger("com.moalog.server.access");
    Level before = access.getLevel();
    var lines = new ListAppender<ILoggingEvent>();
    lines.list = new CopyOnWriteArrayList<>();
    lines.start();
    access.setLevel(Level.INFO);
    access.addAppender(lines);
    try {
      Person person = server.people().newcomer();
      ApiClient client = server.people().as(person).with("traceparent", PARENT);
      client.with("x-request-id", "request-7").get("/api/v1/members/me").success();
      JsonNode line = lineOf("request-7", lines);
      assertThat(line.path("trace_id").asString()).isEqualTo(TRACE);
      assertThat(line.path("span_id").asString()).matches("[0-9a-f]{16}").isNotEqualTo(CALLER);
      assertThat(line.path("member_id").asString()).isEqualTo(Long.toString(person.id()));
      assertThat(line.path("service").asString()).isEqualTo("moalog-server");
      assertThat(line.path("http").propertyNames())
          .contains("method", "route", "status", "duration_ms", "client_ip");
      server.client().with("x-request-id", "request-8").get("/api/v1/plans").success();
      assertThat(lineOf("request-8", lines).path("trace_id").asString()).matches("[0-9a-f]{32}");
    } finally {
      access.detachAppender(lines);
      access.setLevel(before);
    }
  }

  private static JsonNode lineOf(String requestId, ListAppender<ILoggingEvent> lines) {
    JsonLogEncoder encoder = new JsonLogEncoder();
    encoder.setService("moalog-server");
    JsonMapper json = JsonMapper.builder().build();
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                lines.list.stream()
                    .map(event -> json.readTree(new String(encoder.encode(event), UTF_8)))
                    .filter(line -> line.path("request_id").asString("").equals(requestId))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }
}
