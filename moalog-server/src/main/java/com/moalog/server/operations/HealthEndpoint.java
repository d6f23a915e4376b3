package com.moalog.server.operations;

import com.moalog.server.database.DatabaseHealth;
import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.model.Language;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells probes whether the server can serve. */
@RestController
@Tag(name = "Health")
class HealthEndpoint {

  private final DatabaseHealth database;

  HealthEndpoint(DatabaseHealth database) {
    this.database = database;
  }

  /**
   * Whether requests can be served, which needs the database. The failure must not contain the word
   * that container health checks search for.
   */
  @GetMapping("/health")
  ResponseEntity<Envelope<Health>> health(Language language) {
    if (database.isServing()) {
      return ResponseEntity.ok(Envelope.success(new Health("healthy")));
    }
    ErrorCode away = ErrorCode.UNAVAILABLE;
    return ResponseEntity.status(away.status())
        .header("Retry-After", "5")
        .body(new Envelope<>(false, away.code(), away.message(language), new Health("down")));
  }

  /** Whether the process answers at all. */
  @GetMapping("/health/live")
  Envelope<Health> live() {
    return Envelope.success(new Health("live"));
  }

  record Health(String status) {}
}
