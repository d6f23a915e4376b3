package com.moalog.load.scenario;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** Two hundred members read, ask for analyses and choose plans. */
public final class Mixed extends Simulation {

  private static final double ROOMS = 42;
  private static final double RETROSPECTS = 28;
  private static final double ANALYSES = 20;
  private static final double PAYMENTS = 10;
  private static final int P95_MILLIS = 1_000;
  private static final int P99_MILLIS = 3_000;

  /** A few analyses find nothing to analyse; in a short run they are more than two in a hundred. */
  private static final double FAILED_PERCENT = Target.isShort() ? 10 : 2;

  private static final Stages STAGES =
      new Stages(Duration.ofMinutes(1), 200, Duration.ofMinutes(8), Duration.ofMinutes(1))
          .asAsked();

  private final Counts counts = new Counts();

  /** Gatling makes it. */
  public Mixed() {
    setUp(
            scenario("mixed")
                .exec(
                    randomSwitch()
                        .on(
                            percent(ROOMS)
                                .then(
                                    exec(
                                        Requests.rooms(STAGES.users())
                                            .check(status().in(200, 429)))),
                            percent(RETROSPECTS)
                                .then(
                                    exec(
                                        Requests.retrospect(STAGES.users())
                                            .check(status().in(200, 404, 429)))),
                            percent(ANALYSES)
                                .then(
                                    exec(Requests.analysis()
                                            .header(
                                                "X-Forwarded-For",
                                                session -> Requests.from(session, STAGES.users()))
                                            .check(status().in(200, 429)))
                                        .exec(session -> counts.add("analysis", session))),
                            percent(PAYMENTS)
                                .then(
                                    exec(session -> session.set("key", Requests.newKey()))
                                        .exec(
                                            Requests.subscription("payment", STAGES.users())
                                                .check(status().in(200, 201, 429, 502)))
                                        .exec(session -> counts.add("payment", session)))))
                .pause(Duration.ofMillis(500), Duration.ofMillis(2_500))
                .injectClosed(STAGES.steps()))
        .protocols(Target.protocol())
        .assertions(
            Target.thresholds(
                global().failedRequests().percent().lt(FAILED_PERCENT),
                global().responseTime().percentile(95.0).lt(P95_MILLIS),
                global().responseTime().percentile(99.0).lt(P99_MILLIS)));
  }

  @Override
  public void after() {
    counts.writeTo(Target.counts());
  }
}
