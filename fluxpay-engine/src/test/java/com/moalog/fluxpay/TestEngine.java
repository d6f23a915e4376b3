package com.moalog.fluxpay;

import com.moalog.fluxpay.task.RepeatedJob;
import com.moalog.local.servers.TestServers;
import com.moalog.sandbox.SandboxServer;
import com.moalog.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An engine in this JVM on a free port, with its own database on the real PostgreSQL, the real
 * Kafka, and a sandbox in the role of Toss Payments. {@link #shared()} is started once for all
 * tests that do not stop or configure theirs.
 */
final class TestEngine implements AutoCloseable {

  /** What the engine shows the provider. */
  static final String PROVIDER_KEY = "test_sk_local_dev_dummy";

  private static final class Holder {
    static final TestEngine SHARED = start(Map.of());
  }

  private final ConfigurableApplicationContext context;
  private final TestServers.Database database;
  private final SandboxServer sandbox;

  private TestEngine(
      ConfigurableApplicationContext context,
      TestServers.Database database,
      SandboxServer sandbox) {
    this.context = context;
    this.database = database;
    this.sandbox = sandbox;
  }

  static TestEngine shared() {
    return Holder.SHARED;
  }

  /** Starts an engine whose variables differ from the usual ones. */
  static TestEngine start(Map<String, String> variables) {
    TestServers.Database database = TestServers.freshPostgresDatabase();
    SandboxServer sandbox = startSandbox();
    Map<String, String> all = environment(database, sandbox);
    all.put("FLUXPAY_ADMIN_TOKEN", Subscriber.ADMIN);
    all.putAll(variables);
    return new TestEngine(FluxPayEngine.start(all), database, sandbox);
  }

  static SandboxServer startSandbox() {
    try {
      return SandboxServer.start(SandboxSettings.forTests());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The usual variables: strict tenants and keys. */
  static Map<String, String> environment(TestServers.Database database, SandboxServer sandbox) {
    Map<String, String> variables = new HashMap<>();
    variables.put("SERVER_PORT", "0");
    variables.put("SERVER_ADDRESS", "127.0.0.1");
    variables.put("DB_URL", database.jdbcUrl());
    variables.put("DB_USERNAME", database.user());
    variables.put("DB_PASSWORD", database.password());
    variables.put("KAFKA_SERVERS", TestServers.kafka().bootstrapServers());
    variables.put("TOSS_SECRET_KEY", PROVIDER_KEY);
    variables.put("TOSS_API_URL", sandbox.address() + "/v1");
    variables.put("TOSS_CURRENCIES", "KRW,USD,JPY,EUR");
    variables.put("FLUXPAY_TENANT_ENABLED", "true");
    variables.put("WEBHOOK_ALLOW_PRIVATE", "true");
    return variables;
  }

  URI address() {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
  }

  /** A part of the engine that other features may use. */
  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  TestServers.Database database() {
    return database;
  }

  SandboxServer sandbox() {
    return sandbox;
  }

  /** Has a job run now, whatever its pause. */
  void wake(String job) {
    context.getBean(job, RepeatedJob.class).wake();
  }

  /** Has what is due done now, not at the next poll. */
  void runTasks() {
    wake("taskJob");
  }

  /** Has the gauges of queues counted now. */
  void countQueues() {
    wake("queueMetersJob");
  }

  @Override
  public void close() {
    context.close();
    try {
      sandbox.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
