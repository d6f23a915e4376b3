package com.moalog.bench.faults;

import com.moalog.bench.crash.Database;
import com.moalog.bench.measure.ServiceProcess;
import com.moalog.bench.payment.PaymentServices;
import com.moalog.bench.postgres.PostgresProxy;
import com.moalog.local.servers.KafkaServer;
import com.moalog.local.servers.PostgresServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The shipped engine on real servers; it reaches PostgreSQL and the provider over lines on which
 * things go wrong. Thread-safe but for starting and closing.
 */
final class World implements AutoCloseable {

  /** More than ten thousand schedules make. */
  private static final int PAYMENTS = 200_000;

  static final String ADMIN = "an operators' token";

  /** In the order of their start; the last is stopped first. */
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  private final Wires wires = new Wires();
  private final PostgresServer postgres;
  private final KafkaServer kafka;
  private final int sandboxPort;
  private final int enginePort;

  private World() throws IOException {
    try {
      postgres = keep(TestServers.newPostgres()).server();
      kafka = keep(TestServers.newKafka()).server();
      sandboxPort =
          keep(RunningServer.start(PaymentServices.sandbox(flags(1_024), PAYMENTS)))
              .server()
              .port();
      PostgresProxy rows = keep(PostgresProxy.start(postgres.port(), wires));
      ProviderLine calls = keep(ProviderLine.start(sandboxPort, wires));
      enginePort = keep(RunningServer.start(engine(rows.port(), calls.port()))).server().port();
      makeMistakes();
    } catch (IOException failed) {
      close();
      throw failed;
    }
  }

  static World start() throws IOException {
    return new World();
  }

  private <T extends AutoCloseable> T keep(T part) {
    running.push(part);
    return part;
  }

  private static List<String> flags(int heapMib) {
    return List.of(
        "-Xmx" + heapMib + "m",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }

  private ServiceProcess engine(int rows, int calls) throws IOException {
    return PaymentServices.engine(
        postgres,
        kafka.bootstrapServers(),
        calls,
        flags(320),
        Map.of(
            "DB_URL",
            PaymentServices.through(postgres, rows),
            "TOSS_READ_TIMEOUT",
            "1s",
            "FLUXPAY_ADMIN_TOKEN",
            ADMIN));
  }

  /** Some merchants get mistakes, and none gets what the engine does for everybody in its time. */
  private void makeMistakes() throws IOException {
    try (Sql sql = sql()) {
      sql.run(
          """
          CREATE FUNCTION nothing_to_do() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN RETURN NULL; END';
          CREATE TRIGGER nothing_to_do BEFORE INSERT ON scheduled_tasks FOR EACH ROW
            WHEN (NEW.kind IN ('ORDER_EXPIRE', 'PAYMENT_EXPIRE', 'RECONCILE', 'AUDIT_VERIFY'))
            EXECUTE FUNCTION nothing_to_do()
          """);
      for (Bug bug : Bug.values()) {
        if (!bug.sql().isEmpty()) {
          sql.run(bug.sql());
        }
      }
    }
  }

  Sql sql() throws IOException {
    return new Sql(postgres.jdbcUrl(), PostgresServer.OWNER, postgres.password());
  }

  Database database() {
    return new Database(postgres.jdbcUrl(), PostgresServer.OWNER, postgres.password());
  }

  Wires wires() {
    return wires;
  }

  String kafka() {
    return kafka.bootstrapServers();
  }

  int enginePort() {
    return enginePort;
  }

  int sandboxPort() {
    return sandboxPort;
  }

  @Override
  public void close() throws IOException {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (IOException failed) {
        throw failed;
      } catch (Exception failed) {
        throw new IOException(failed);
      }
    }
  }
}
