package com.moalog.server.operations;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives Prometheus all series in its text format 0.0.4. */
@RestController
@Hidden
class MetricsEndpoint {

  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;

  MetricsEndpoint(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @GetMapping("/metrics")
  void metrics(HttpServletResponse response) throws IOException {
    response.setContentType(TEXT_FORMAT);
    registry.scrape(response.getOutputStream(), TEXT_FORMAT);
  }
}
