package com.moalog.bench.crash;

import com.moalog.bench.measure.ServiceProcess;
import com.moalog.bench.payment.PaymentServices;
import com.moalog.bench.postgres.PostgresProxy;
import com.moalog.local.servers.KafkaServer;
import com.moalog.local.servers.PostgresServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine in a process of its own, which reaches PostgreSQL and the provider through proxies that
 * can hold it. Not thread-safe.
 */
final class Stage implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int PAYMENTS = 20_000;
  private static final List<String> SMALL = List.of("-Xmx64m", "-XX:+UseSerialGC");
  private static final List<String> FLAGS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** In the order of their start; the last is stopped first. */
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  private final Traps traps = new Traps();
  private final AtomicInteger merchants = new AtomicInteger();
  private final RunningServer<KafkaServer> kafka;
  private final RunningServer<ServiceProcess> engine;
  private final Http provider;
  private final Http client;
  private final Database database;

  private Stage() throws IOException {
    try {
      RunningServer<PostgresServer> postgres = keep(TestServers.newPostgres());
      kafka = keep(TestServers.newKafka());
      RunningServer<ServiceProcess> sandbox =
          keep(RunningServer.start(PaymentServices.sandbox(SMALL, PAYMENTS)));
      int sandboxPort = sandbox.server().port();
      PostgresProxy rows = keep(PostgresProxy.start(postgres.server().port(), traps));
      ProviderProxy calls =
          keep(ProviderProxy.start(URI.create("http://" + LOOPBACK + ":" + sandboxPort), traps));
      engine = keep(RunningServer.start(engine(postgres.server(), rows.port(), calls.port())));
      provider = new Http(sandboxPort);
      client = new Http(engine.server().port());
      database =
          new Database(
              postgres.server().jdbcUrl(), PostgresServer.OWNER, postgres.server().password());
    } catch (IOException failed) {
      close();
      throw failed;
    }
  }

  /** Starts everything. */
  static Stage start() throws IOException {
    return new Stage();
  }

  private <T extends AutoCloseable> T keep(T part) {
    running.push(part);
    return part;
  }

  private ServiceProcess engine(PostgresServer postgres, int rows, int calls) throws IOException {
    return PaymentServices.engine(
        postgres,
        kafka.server().bootstrapServers(),
        calls,
        FLAGS,
        Map.of(
            "DB_URL",
            PaymentServices.through(postgres, rows),
            "FLUXPAY_ADMIN_TOKEN",
            Merchant.ADMIN,
            "FLUXPAY_IDEMPOTENCY_LEASE",
            "3s",
            "TOSS_READ_TIMEOUT",
            "30s",
            "TOSS_TOTAL_TIMEOUT",
            "40s"));
  }

  RunningServer<ServiceProcess> engine() {
    return engine;
  }

  Database database() {
    return database;
  }

  String kafka() {
    return kafka.server().bootstrapServers();
  }

  Books books() {
    return new Books(database, provider);
  }

  Times times() {
    return new Times(database);
  }

  /** A merchant of whom nobody has heard, followed by this trap. */
  Merchant newMerchant(Trap trap) {
    Merchant merchant =
        new Merchant(
            merchants.incrementAndGet(), client, provider, times(), word -> traps.know(word, trap));
    traps.set(merchant.tenant(), trap);
    times().open(merchant);
    return merchant;
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
