package com.moalog.bench.live;

import com.moalog.bench.measure.ServiceProcess;
import com.moalog.local.servers.MySqlServer;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A moalog-server as {@code ./moalog up} starts it, without its neighbours. Stateless. */
final class LiveServer {

  static final String SECRET = "benchmark-benchmark-benchmark-01";

  private static final List<String> FLAGS =
      List.of(
          "-Xmx192m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Xss512k",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private LiveServer() {}

  static ServiceProcess process(MySqlServer mysql) throws IOException {
    int port = TestServers.freePort();
    Map<String, String> environment = new HashMap<>();
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.put("DB_SCHEMA_UPDATE", "true");
    environment.put("JWT_SECRET", SECRET);
    environment.put("RATE_LIMITER_ENABLED", "false");
    environment.put("COOKIE_SECURE", "false");
    environment.put(
        "DATABASE_URL",
        "mysql://%s:%s@127.0.0.1:%d/%s"
            .formatted(MySqlServer.OWNER, mysql.password(), mysql.port(), MySqlServer.SCHEMA));
    return new ServiceProcess(
        "moalog-server/target/moalog-server.jar", port, "/health", FLAGS, environment);
  }
}
