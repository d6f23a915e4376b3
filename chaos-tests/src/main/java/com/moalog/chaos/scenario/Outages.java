package com.moalog.chaos.scenario;

import com.moalog.chaos.experiment.Expectation;
import com.moalog.chaos.experiment.Fault;
import com.moalog.chaos.experiment.Finding;
import com.moalog.chaos.experiment.Probe;
import com.moalog.chaos.experiment.Probes;
import com.moalog.chaos.platform.Addresses;
import com.moalog.chaos.traffic.Answer;
import com.moalog.chaos.traffic.Kind;
import com.moalog.chaos.traffic.Mix;
import com.moalog.chaos.traffic.Phase;
import java.time.Duration;
import java.util.List;

/** A part is gone and comes back. */
final class Outages {

  private static final int BUYERS = 3;

  /** A plan that was ordered before and not paid yet needs no engine to be chosen again. */
  private static final double MOST = 0.6;

  private static final long READS_P95_MILLIS = 1_000;

  private Outages() {}

  static List<Fault> all() {
    return List.of(redis(), mysql(), rateLimiter(), kafka(), fluxpay(), postgres());
  }

  private static Fault redis() {
    Probe up =
        stage -> {
          String health = stage.get(stage.addresses().rateLimiter(), "/actuator/health").body();
          return health.contains("\"UP\"") && !health.contains("DEGRADED");
        };
    return Fault.of(
            "redis-failure", "stop Redis", "all reads pass, payments are exact, limiter DEGRADED")
        .outageOf("redis", Probes.listens("REDIS_PORT"))
        .withBuyers(BUYERS)
        .meanwhile(stage -> {
          String health = stage.get(stage.addresses().rateLimiter(), "/actuator/health").body();
          stage.note(Finding.of("the limiter says DEGRADED", health, health.contains("DEGRADED")));
        })
        .recovered(up, Duration.ofSeconds(1))
        .alerts("RedisConnectionFailed")
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.HEALTH, Answer.OK))
        .expect(Expectation.p95(READS_P95_MILLIS, Phase.BROKEN, Kind.READ))
        .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK));
  }

  private static Fault mysql() {
    return Fault.of(
            "mysql-failure", "stop MySQL", "503 and nothing else, soon; then all reads pass")
        .outageOf("mysql", Probes.listens("MYSQL_PORT"))
        .recovered(Probes.READS_ARE_ANSWERED, Duration.ofSeconds(5))
        .alerts("MySQLDown")
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.UNAVAILABLE))
        .expect(Expectation.never(Phase.BROKEN, Kind.HEALTH, Answer.OK))
        .expect(Expectation.p95(3_500, Phase.BROKEN, Kind.READ))
        .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK));
  }

  private static Fault rateLimiter() {
    return Fault.of("rate-limiter-failure", "stop the rate limiter", "all reads pass, no 429")
        .outageOf("rate-limiter", Probes.answers(Addresses::rateLimiter, "/actuator/health"))
        .recovered(Probes.breaker("rate-limiter", "closed"), Duration.ofSeconds(5))
        .alerts("ServiceDown")
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.HEALTH, Answer.OK))
        .expect(Expectation.p95(READS_P95_MILLIS, Phase.BROKEN, Kind.READ))
        .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK));
  }

  private static Fault kafka() {
    return Fault.of("kafka-failure", "stop Kafka", "payments go on, every event arrives once later")
        .under(Mix.MIXED)
        .withBuyers(BUYERS)
        .outageOf("fluxpay-kafka", Probes.listens("KAFKA_PORT"))
        .alerts("KafkaDown")
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.PAYMENT, Answer.OK))
        .expect(Expectation.share(1, Phase.AFTER, Kind.PAYMENT, Answer.OK));
  }

  private static Fault fluxpay() {
    return Fault.of("fluxpay-failure", "stop fluxpay-engine", "payments 502, reads pass")
        .under(Mix.MIXED)
        .outageOf("fluxpay-engine", Probes.answers(Addresses::fluxpay, "/api/v1/health"))
        .recoveredWithStart(Probes.breaker("fluxpay", "closed"), Duration.ofSeconds(20))
        .alerts("ServiceDown")
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.HEALTH, Answer.OK))
        .expect(Expectation.share(MOST, Phase.BROKEN, Kind.PAYMENT, Answer.BAD_GATEWAY))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.PAYMENT, Answer.BAD_GATEWAY, Answer.OK))
        .expect(Expectation.share(1, Phase.AFTER, Kind.PAYMENT, Answer.OK));
  }

  private static Fault postgres() {
    return Fault.of("postgres-failure", "stop PostgreSQL", "payments 502, reads pass, none lost")
        .under(Mix.MIXED)
        .withBuyers(BUYERS)
        .outageOf("fluxpay-postgres", Probes.listens("FLUXPAY_POSTGRES_PORT"))
        .recovered(Probes.breaker("fluxpay", "closed"), Duration.ofSeconds(20))
        .alerts("PostgresDown")
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.share(MOST, Phase.BROKEN, Kind.PAYMENT, Answer.BAD_GATEWAY))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.PAYMENT, Answer.BAD_GATEWAY, Answer.OK))
        .expect(Expectation.share(1, Phase.AFTER, Kind.PAYMENT, Answer.OK));
  }
}
