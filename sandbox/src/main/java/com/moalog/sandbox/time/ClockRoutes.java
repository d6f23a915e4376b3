package com.moalog.sandbox.time;

import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.http.Route;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /__admin/clock}: reads and moves the clock. Thread-safe. */
public final class ClockRoutes {

  /** A test has no reason to move further in one step. */
  static final Duration MAX_STEP = Duration.ofDays(3_660);

  private final SandboxClock clock;

  public ClockRoutes(SandboxClock clock) {
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", "/__admin/clock", (_, _) -> shown()),
        new Route("POST", "/__admin/clock", (request, _) -> moved(request)));
  }

  private Answer moved(Request request) {
    ObjectNode wish = Json.parseObject(request.body());
    if (wish.path("reset").asBoolean(false)) {
      clock.reset();
    } else if (wish.path("advanceSeconds").isIntegralNumber()) {
      clock.advance(checked(Duration.ofSeconds(wish.path("advanceSeconds").asLong())));
    } else if (wish.path("now").isString()) {
      clock.set(instant(wish.path("now")));
    } else {
      throw new BadRequestException(
          400, "one of {\"advanceSeconds\": n}, {\"now\": \"...Z\"}, {\"reset\": true} is needed");
    }
    return shown();
  }

  private static Duration checked(Duration step) {
    if (step.abs().compareTo(MAX_STEP) > 0) {
      throw new BadRequestException(400, "a step is at most " + MAX_STEP.toSeconds() + " seconds");
    }
    return step;
  }

  private Instant instant(JsonNode text) {
    try {
      Instant wanted = Instant.parse(text.stringValue());
      checked(Duration.between(clock.instant(), wanted));
      return wanted;
    } catch (DateTimeException malformed) {
      throw new BadRequestException(400, "now must look like 2026-01-31T09:30:00Z");
    }
  }

  private Answer shown() {
    return Json.reply(
        200,
        Json.object()
            .put("now", clock.instant().toString())
            .put("aheadSeconds", clock.distance().toSeconds()));
  }
}
