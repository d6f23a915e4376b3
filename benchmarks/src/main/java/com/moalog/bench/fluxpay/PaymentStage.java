package com.moalog.bench.fluxpay;

import com.moalog.bench.crash.Database;
import com.moalog.bench.measure.HttpConnection;
import com.moalog.bench.measure.HttpRequestBytes;
import com.moalog.bench.measure.ServiceProcess;
import com.moalog.bench.payment.PaymentServices;
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
 * The engine with everything it needs, each in a process of its own: PostgreSQL with durable
 * commits, Kafka, the sandbox in the role of the provider. Not thread-safe.
 */
final class PaymentStage implements AutoCloseable {

  /** Connections of the engine, and of what it is compared with. */
  static final int CONNECTIONS = 16;

  /** More than 64 customers buy as long as a benchmark lasts. */
  private static final int PAYMENTS = 60_000;

  /** In the order of their start; the last is stopped first. */
  private final Deque<RunningServer<?>> running = new ArrayDeque<>();

  private final RunningServer<PostgresServer> postgres;
  private final RunningServer<KafkaServer> kafka;
  private final RunningServer<ServiceProcess> sandbox;
  private final RunningServer<ServiceProcess> engine;
  private final Database database;

  private PaymentStage() throws IOException {
    try {
      postgres = keep(TestServers.newPostgres());
      kafka = keep(TestServers.newKafka());
      sandbox = keep(RunningServer.start(PaymentServices.sandbox(flags(256), PAYMENTS)));
      engine = keep(RunningServer.start(engine(postgres.server())));
      database = Databases.owner(postgres.server(), PostgresServer.DATABASE);
      database.update("UPDATE tenants SET credit_enabled = true WHERE tenant_id = ?", "service-a");
    } catch (IOException failed) {
      close();
      throw failed;
    }
  }

  static PaymentStage start() throws IOException {
    return new PaymentStage();
  }

  private <T extends RunningServer<?>> T keep(T server) {
    running.push(server);
    return server;
  }

  /** As {@code ./moalog up} starts a service. */
  private static List<String> flags(int heapMib) {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-Xss512k",
        "-Xmx" + heapMib + "m",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }

  private ServiceProcess engine(PostgresServer rows) throws IOException {
    return PaymentServices.engine(
        rows,
        kafka.server().bootstrapServers(),
        sandbox.server().port(),
        flags(256),
        Map.of(
            "DB_POOL_MAX", Integer.toString(CONNECTIONS), "FLUXPAY_ADMIN_TOKEN", Customer.ADMIN));
  }

  /** The engine's rows, under the login that owns them. */
  Database database() {
    return database;
  }

  RunningServer<PostgresServer> postgres() {
    return postgres;
  }

  String kafka() {
    return kafka.server().bootstrapServers();
  }

  RunningServer<ServiceProcess> engine() {
    return engine;
  }

  int enginePort() {
    return engine.server().port();
  }

  int sandboxPort() {
    return sandbox.server().port();
  }

  /** The provider takes that long for every call of this kind from now on. */
  void slowDown(String operation, long millis) throws IOException {
    String rule =
        """
        {"match":{"operation":"%s"},"times":1000000,"then":{"delay":{"ms":%d}}}
        """
            .formatted(operation, millis);
    provider("/__admin/rules", rule);
  }

  private void provider(String path, String body) throws IOException {
    try (HttpConnection connection = new HttpConnection(sandboxPort())) {
      HttpConnection.Answer answer =
          connection.ask(HttpRequestBytes.json("POST", path, Map.of(), body));
      if (answer.status() / 100 != 2) {
        throw new IOException(path + " answered " + answer.status() + " " + answer.body());
      }
    }
  }

  @Override
  public void close() throws IOException {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
