package com.moalog.bench.payment;

import com.moalog.bench.measure.ServiceProcess;
import com.moalog.local.servers.PostgresServer;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The payment engine and the provider that the sandbox plays, each on a free port. */
public final class PaymentServices {

  private static final String LOOPBACK = "127.0.0.1";

  private PaymentServices() {}

  /**
   * The provider.
   *
   * @param flags of its JVM
   * @param payments how many it has room for
   */
  public static ServiceProcess sandbox(List<String> flags, int payments) throws IOException {
    int port = TestServers.freePort();
    return new ServiceProcess(
        "sandbox/target/sandbox.jar",
        port,
        "/health",
        flags,
        Map.of(
            "SERVER_PORT",
            Integer.toString(port),
            "SERVER_ADDRESS",
            LOOPBACK,
            "SANDBOX_MAX_PAYMENTS",
            Integer.toString(payments)));
  }

  /**
   * The engine, for many tenants.
   *
   * @param kafka its brokers
   * @param provider the port where the provider is asked
   * @param flags of its JVM
   * @param own settings that win over the usual ones
   */
  public static ServiceProcess engine(
      PostgresServer postgres,
      String kafka,
      int provider,
      List<String> flags,
      Map<String, String> own)
      throws IOException {
    int port = TestServers.freePort();
    Map<String, String> environment = new HashMap<>();
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("SERVER_ADDRESS", LOOPBACK);
    environment.put("DB_URL", postgres.jdbcUrl());
    environment.put("DB_USERNAME", PostgresServer.OWNER);
    environment.put("DB_PASSWORD", postgres.password());
    environment.put("KAFKA_SERVERS", kafka);
    environment.put("TOSS_SECRET_KEY", "test_sk_local_dev_dummy");
    environment.put("TOSS_API_URL", "http://" + LOOPBACK + ":" + provider + "/v1");
    environment.put("FLUXPAY_TENANT_ENABLED", "true");
    environment.putAll(own);
    return new ServiceProcess(
        "fluxpay-engine/target/fluxpay-engine.jar",
        port,
        "/actuator/health/readiness",
        flags,
        environment);
  }

  /** The address of a server's database by way of a proxy before it. */
  public static String through(PostgresServer postgres, int proxy) {
    return postgres.jdbcUrl().replace(":" + postgres.port() + "/", ":" + proxy + "/");
  }
}
