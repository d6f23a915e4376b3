package com.moalog.chaos.scenario;

import com.moalog.chaos.experiment.Expectation;
import com.moalog.chaos.experiment.Fault;
import com.moalog.chaos.experiment.Finding;
import com.moalog.chaos.experiment.Probes;
import com.moalog.chaos.experiment.Stage;
import com.moalog.chaos.platform.Addresses;
import com.moalog.chaos.traffic.Answer;
import com.moalog.chaos.traffic.Kind;
import com.moalog.chaos.traffic.Mix;
import com.moalog.chaos.traffic.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The life of the breaker before the rate limiter, seen by callers who are over their limit. */
final class Breakers {

  /** More than the hundred requests a minute that one address has. */
  private static final int TOO_MANY = 130;

  private static final int LIMITED = 429;

  /** The client of the limiter repeats a refusal for a second without asking again. */
  private static final Duration REFUSALS_ARE_REMEMBERED = Duration.ofSeconds(2);

  private Breakers() {}

  static List<Fault> all() {
    return List.of(
        Fault.of(
                "circuit-breaker",
                "stop the limiter while one address is over its limit",
                "429, then only 200, then 429 again; breaker open, half_open, closed")
            .under(Mix.ONE_ADDRESS)
            .prepare(stage -> {
              BreakerLog.watchLimiter(stage);
              useUp(stage);
            })
            .outageOf("rate-limiter", Probes.answers(Addresses::rateLimiter, "/actuator/health"))
            .inject(stage -> {
              stage.platform().stop("rate-limiter");
              Thread.sleep(REFUSALS_ARE_REMEMBERED);
            })
            .meanwhile(Breakers::isOpen)
            .recovered(Probes.breaker("rate-limiter", "closed"), Duration.ofSeconds(5))
            .afterwards(stage -> {
              long limited = useUp(stage);
              stage.note(
                  Finding.of(
                      "the limit holds again",
                      limited + " of " + TOO_MANY + " requests got 429",
                      limited > 0));
              BreakerLog.judge(stage);
            })
            .expect(Expectation.share(0.5, Phase.BEFORE, Kind.READ, Answer.LIMITED))
            .expect(Expectation.never(Phase.BEFORE, Kind.READ, Answer.FAILED, Answer.SILENT))
            .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
            .expect(Expectation.share(1, Phase.BROKEN, Kind.HEALTH, Answer.OK))
            .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK, Answer.LIMITED)));
  }

  private static void isOpen(Stage stage) throws IOException, InterruptedException {
    boolean isOpen = Probes.breaker("rate-limiter", "open").holds(stage);
    boolean isTrying = Probes.breaker("rate-limiter", "half_open").holds(stage);
    stage.note(
        Finding.of("the metric says open", isOpen ? "open" : "not open", isOpen || isTrying));
  }

  /** Sends what nobody may send in a minute; returns how many were refused. */
  private static long useUp(Stage stage) throws InterruptedException {
    long limited = 0;
    for (int request = 0; request < TOO_MANY; request++) {
      int status =
          stage
              .http()
              .get(
                  stage.addresses().server().resolve("/api/v1/plans"),
                  Map.of("X-Forwarded-For", "10.99.0." + (stage.number() + 1)))
              .status();
      limited += status == LIMITED ? 1 : 0;
    }
    return limited;
  }
}
