package com.moalog.fluxpay.operations;

import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.RequestTraces;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells people and scripts that the process can serve, whatever its dependencies do. */
@RestController
class HealthController {

  private static final int OK = 200;

  private final Dependencies dependencies;
  private final Answers answers;
  private final RequestTraces traces;

  HealthController(Dependencies dependencies, Answers answers, RequestTraces traces) {
    this.dependencies = dependencies;
    this.answers = answers;
    this.traces = traces;
  }

  @GetMapping(
      path = {"/api/v1/health", "/health"},
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> health(HttpServletRequest request) {
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("status", "UP");
    health.put("service", "FluxPay Engine");
    health.put("dependencies", dependencies.states());
    Answer answer = answers.success(OK, health, traces.of(request));
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
