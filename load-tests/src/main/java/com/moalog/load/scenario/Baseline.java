package com.moalog.load.scenario;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** A hundred members read. */
public final class Baseline extends Simulation {

  private static final double ROOMS = 70;
  private static final double RETROSPECTS = 30;
  private static final int P95_MILLIS = 500;
  private static final double FAILED_PERCENT = 1;
  private static final Stages STAGES =
      new Stages(Duration.ofSeconds(30), 100, Duration.ofMinutes(4), Duration.ofSeconds(30))
          .asAsked();

  /** Gatling makes it. */
  public Baseline() {
    setUp(
            scenario("baseline")
                .exec(
                    randomSwitch()
                        .on(
                            percent(ROOMS)
                                .then(
                                    exec(
                                        Requests.rooms(STAGES.users())
                                            .check(status().is(200))
                                            .check(jsonPath("$.isSuccess").is("true"))))))
                .exec(
                    randomSwitch()
                        .on(percent(RETROSPECTS).then(exec(Requests.retrospect(STAGES.users())))))
                .pause(Duration.ofMillis(500), Duration.ofMillis(2_500))
                .injectClosed(STAGES.steps()))
        .protocols(Target.protocol())
        .assertions(
            Target.thresholds(
                global().failedRequests().percent().lt(FAILED_PERCENT),
                global().responseTime().percentile(95.0).lt(P95_MILLIS)));
  }
}
