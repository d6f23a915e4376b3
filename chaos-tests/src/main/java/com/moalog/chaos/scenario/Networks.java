package com.moalog.chaos.scenario;

import com.moalog.chaos.experiment.Depth;
import com.moalog.chaos.experiment.Expectation;
import com.moalog.chaos.experiment.Fault;
import com.moalog.chaos.experiment.Probes;
import com.moalog.chaos.experiment.Stage;
import com.moalog.chaos.network.Detour.Weather;
import com.moalog.chaos.platform.Ability;
import com.moalog.chaos.platform.Route;
import com.moalog.chaos.traffic.Answer;
import com.moalog.chaos.traffic.Kind;
import com.moalog.chaos.traffic.Mix;
import com.moalog.chaos.traffic.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Everything runs and the way between is bad. */
final class Networks {

  private static final long LIMITER_LATE_MILLIS = 500;
  private static final long MYSQL_LATE_MILLIS = 100;
  private static final long REDIS_LATE_MILLIS = 300;
  private static final long FLUXPAY_LATE_MILLIS = 1_700;
  private static final double LOSS = 0.1;

  private Networks() {}

  static List<Fault> all() {
    return List.of(
        delay(),
        loss(),
        slowRedis(),
        slowFluxpay(),
        frozenLimiter(),
        frozenFluxpay(),
        silentMysql());
  }

  private static Fault weather(Fault fault, Weather weather, Route... routes) {
    return fault
        .needs(Ability.DETOURS)
        .inject(stage -> set(stage, weather, routes))
        .repair(stage -> set(stage, Weather.FINE, routes));
  }

  private static void set(Stage stage, Weather weather, Route... routes) {
    for (Route route : routes) {
      stage.platform().detour(route).set(weather);
    }
  }

  private static Fault delay() {
    return Fault.of(
            "network-delay",
            "500 ms to the limiter and 100 ms to MySQL, each way",
            "all reads pass, slower; then fast again")
        .inject(stage -> {
          stage.platform().detour(Route.RATE_LIMITER).set(Weather.late(LIMITER_LATE_MILLIS));
          stage.platform().detour(Route.MYSQL).set(Weather.late(MYSQL_LATE_MILLIS));
        })
        .repair(stage -> set(stage, Weather.FINE, Route.RATE_LIMITER, Route.MYSQL))
        .needs(Ability.DETOURS)
        .recovered(Probes.breaker("rate-limiter", "closed"), Duration.ofSeconds(15))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.p95(3_000, Phase.BROKEN, Kind.READ))
        .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK));
  }

  private static Fault loss() {
    return weather(
            Fault.of(
                "network-loss",
                "every tenth read on the way to limiter, MySQL and fluxpay is lost and sent again",
                "99 % of the reads pass, no fault but 502 on payments"),
            Weather.lossy(LOSS),
            Route.RATE_LIMITER,
            Route.MYSQL,
            Route.FLUXPAY)
        .under(Mix.MIXED)
        .expect(Expectation.share(0.99, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.never(Phase.BROKEN, Kind.PAYMENT, Answer.FAILED, Answer.SILENT))
        .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK));
  }

  private static Fault slowRedis() {
    return weather(
            Fault.of("slow-redis", "300 ms to Redis, each way", "all reads pass and stay fast"),
            Weather.late(REDIS_LATE_MILLIS),
            Route.REDIS)
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.p95(800, Phase.BROKEN, Kind.READ))
        .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK));
  }

  private static Fault slowFluxpay() {
    return weather(
            Fault.of(
                "slow-fluxpay",
                "every call to fluxpay takes more than 3 s",
                "the breaker opens, payments 200 or 502, reads stay fast"),
            Weather.late(FLUXPAY_LATE_MILLIS),
            Route.FLUXPAY)
        .prepare(BreakerLog::watchFluxpay)
        .under(Mix.MIXED)
        .meanwhile(Networks::awaitOpenBreaker)
        .recovered(Probes.breaker("fluxpay", "closed"), Duration.ofSeconds(20))
        .afterwards(stage -> {
          if (stage.depth() == Depth.FULL) {
            BreakerLog.judge(stage);
          }
        })
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.p95(800, Phase.BROKEN, Kind.READ))
        .expect(Expectation.never(Phase.BROKEN, Kind.PAYMENT, Answer.FAILED, Answer.UNAVAILABLE))
        .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK));
  }

  /** It takes twenty slow calls. */
  private static void awaitOpenBreaker(Stage stage) throws IOException, InterruptedException {
    if (stage.depth() == Depth.FULL) {
      boolean _ = stage.await(Duration.ofMinutes(1), Probes.breaker("fluxpay", "open"));
    }
  }

  private static Fault frozenLimiter() {
    return Fault.of(
            "half-open-limiter",
            "SIGSTOP the limiter: connections stay open and nothing answers",
            "all reads pass, the breaker spares them the wait")
        .prepare(BreakerLog::watchLimiter)
        .inject(stage -> stage.platform().freeze("rate-limiter"))
        .repair(stage -> stage.platform().thaw("rate-limiter"))
        .recovered(Probes.breaker("rate-limiter", "closed"), Duration.ofSeconds(10))
        .afterwards(BreakerLog::judge)
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.p95(800, Phase.BROKEN, Kind.READ))
        .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK));
  }

  private static Fault frozenFluxpay() {
    return Fault.of(
            "half-open-fluxpay",
            "SIGSTOP fluxpay-engine: connections stay open and nothing answers",
            "payments 502, reads stay fast")
        .prepare(BreakerLog::watchFluxpay)
        .under(Mix.MIXED)
        .inject(stage -> stage.platform().freeze("fluxpay-engine"))
        .repair(stage -> stage.platform().thaw("fluxpay-engine"))
        .recovered(Probes.breaker("fluxpay", "closed"), Duration.ofSeconds(20))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.p95(800, Phase.BROKEN, Kind.READ))
        .expect(Expectation.never(Phase.BROKEN, Kind.PAYMENT, Answer.FAILED, Answer.UNAVAILABLE))
        .expect(Expectation.share(1, Phase.AFTER, Kind.PAYMENT, Answer.OK));
  }

  private static Fault silentMysql() {
    return weather(
            Fault.of(
                "half-open-mysql",
                "the way to MySQL falls silent, every connection stays open",
                "503 and nothing else, within the socket's limit"),
            Weather.SILENT,
            Route.MYSQL)
        .recovered(Probes.READS_ARE_ANSWERED, Duration.ofSeconds(5))
        .expect(
            Expectation.never(
                Phase.BROKEN, Kind.READ, Answer.FAILED, Answer.BAD_GATEWAY, Answer.REFUSED))
        .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK));
  }
}
