package com.moalog.load.scenario;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** Fifty callers ask for analyses from one address, far over every limit. */
public final class RateLimiter extends Simulation {

  private static final Stages STAGES =
      new Stages(Duration.ofSeconds(15), 50, Duration.ofSeconds(150), Duration.ofSeconds(15))
          .asAsked();

  private final Counts counts = new Counts();

  /** Gatling makes it. */
  public RateLimiter() {
    setUp(
            scenario("rate-limiter")
                .exec(
                    exec(
                        Requests.analysis()
                            .check(status().lt(500))
                            .checkIf((response, session) -> response.status().code() == 429)
                            .then(header("Retry-After").exists())))
                .exec(session -> counts.add("analysis", session))
                .pause(Duration.ZERO, Duration.ofMillis(500))
                .injectClosed(STAGES.steps()))
        .protocols(Target.protocol());
  }

  @Override
  public void after() {
    counts.writeTo(Target.counts());
  }
}
