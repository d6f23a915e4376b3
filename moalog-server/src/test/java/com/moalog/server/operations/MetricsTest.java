package com.moalog.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {

  private final TestServer server = TestServer.shared();

  @Test
  void countsRequestsByRouteTemplate() {
    server.client().get("/api/v1/retrospects/12345").isRefused(401, "AUTH4001");
    ApiAnswer metrics = server.client().get("/metrics");
    assertThat(metrics.header("Content-Type")).startsWith("text/plain");
    String labels =
        "{endpoint=\"/api/v1/retrospects/:retrospect_id\",method=\"GET\",status=\"401\"";
    assertThat(metrics.text())
        .contains("axum_http_requests_total" + labels + "}")
        .contains("axum_http_requests_duration_seconds_bucket" + labels + ",le=\"0.005\"}")
        .contains("axum_http_requests_duration_seconds_bucket" + labels + ",le=\"10.0\"}")
        .contains("axum_http_requests_duration_seconds_sum" + labels + "}")
        .contains(
            "axum_http_requests_pending{endpoint=\"/api/v1/retrospects/:retrospect_id\","
                + "method=\"GET\"} 0.0");
  }

  @Test
  void hasZeroSeriesBeforeAnythingWentWrong() {
    String metrics = server.client().get("/metrics").text();
    for (int status : new int[] {429, 500}) {
      assertThat(metrics)
          .contains(
              "axum_http_requests_total{endpoint=\"/api/v1/responses/:response_id/likes\","
                  + "method=\"POST\",status=\"%d\"} 0.0".formatted(status));
    }
    assertThat(metrics)
        .contains("jvm_memory_used_bytes{area=\"heap\"")
        .contains("moalog_db_pool_connections{state=\"active\"}")
        .contains("moalog_rate_limit_decisions_total{result=\"bypassed\"}")
        .contains("resilience4j_circuitbreaker_state{name=\"rate-limiter\",state=\"closed\"} 1.0");
  }

  @Test
  void doesNotCountItsOwnProbes() {
    server.client().get("/health");
    server.client().get("/nothing/here");
    String metrics = server.client().get("/metrics").text();
    assertThat(metrics).contains("endpoint=\"unmatched\"");
    assertThat(metrics.lines().filter(line -> line.startsWith("axum_")))
        .noneMatch(line -> line.contains("/health") || line.contains("/metrics"));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/retro-rooms,                          /api/v1/retro-rooms",
    "/api/v1/retrospects/{retrospectId}/responses, /api/v1/retrospects/:retrospect_id/responses",
  })
  void namesRoutesLikeTheDashboards(String pattern, String template) {
    assertThat(RouteTemplates.template(pattern)).isEqualTo(template);
  }
}
