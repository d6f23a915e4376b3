package com.moalog.bench.server;

import com.moalog.bench.measure.ServiceProcess;
import com.moalog.local.servers.MySqlServer;
import com.moalog.local.servers.PostgresServer;
import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.Repository;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Three moalog-servers on one MySQL, with all that they call: one asks the rate limiter, one does
 * not, one asks a limiter that is not there. Only Kafka is missing, which no request waits for. Not
 * thread-safe.
 */
final class Platform implements AutoCloseable {

  private static final String LOOPBACK = "http://127.0.0.1:";
  private static final String JWT_SECRET = "benchmark-benchmark-benchmark-01";
  private static final Pattern TOKEN = Pattern.compile("access_token=([^;]+);.*");

  /** As {@code ./moalog up} starts it. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Xss512k",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** In the order of their start; the last is stopped first. */
  private final Deque<RunningServer<?>> running = new ArrayDeque<>();

  private final RunningServer<MySqlServer> mysql;
  private final RunningServer<?> limiter;
  private final List<Server> servers;
  private final String token;

  /**
   * One of the three.
   *
   * @param limiter what stands in the table
   * @param startMillis from the start of the process to its first healthy answer
   */
  record Server(String limiter, RunningServer<ServiceProcess> process, long startMillis) {}

  private Platform() throws IOException, InterruptedException {
    try {
      mysql = keep(TestServers.newMySql());
      RunningServer<RedisServer> redis = keep(TestServers.newRedis());
      limiter = keep(RunningServer.start(limiter(redis.server())));
      RunningServer<?> engine =
          keep(RunningServer.start(engine(redis.server(), keep(TestServers.newPostgres()))));
      int enginePort = engine.server().port();
      servers =
          List.of(
              server("on", enginePort, limiter.server().port(), true),
              server("off", enginePort, limiter.server().port(), false),
              server("gone", enginePort, TestServers.freePort(), true));
      Seed.sow(mysql.server());
      token = logIn(servers.getFirst().process().server().port());
    } catch (IOException | InterruptedException failed) {
      close();
      throw failed;
    }
  }

  /** Starts everything. */
  static Platform start() throws IOException, InterruptedException {
    return new Platform();
  }

  RunningServer<MySqlServer> mysql() {
    return mysql;
  }

  RunningServer<?> limiter() {
    return limiter;
  }

  /** With the limiter on, off and gone. */
  List<Server> servers() {
    return servers;
  }

  /** Of the seeded member; good at every server. */
  String token() {
    return token;
  }

  private <T extends RunningServer<?>> T keep(T server) {
    running.push(server);
    return server;
  }

  private static ServiceProcess limiter(RedisServer redis) throws IOException {
    return service(
        "rate-limiter/server/target/rate-limiter-server.jar",
        "/actuator/health",
        64,
        address(redis));
  }

  private static ServiceProcess engine(RedisServer redis, RunningServer<PostgresServer> postgres)
      throws IOException {
    Map<String, String> own = new HashMap<>(address(redis));
    own.put(
        "SPRING_R2DBC_URL",
        "r2dbc:postgresql://127.0.0.1:" + postgres.server().port() + "/" + PostgresServer.DATABASE);
    own.put("DB_USERNAME", PostgresServer.OWNER);
    own.put("DB_PASSWORD", postgres.server().password());
    own.put("KAFKA_SERVERS", "127.0.0.1:" + TestServers.freePort());
    own.put("TOSS_SECRET_KEY", "test_sk_benchmark");
    own.put("FLUXPAY_TENANT_ENABLED", "true");
    own.put("FLUXPAY_ENCRYPTION_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    return service("fluxpay-engine/target/fluxpay-engine.jar", "/api/v1/health", 160, own);
  }

  private Server server(String name, int enginePort, int limiterPort, boolean isLimited)
      throws IOException {
    Map<String, String> own = new HashMap<>();
    own.put(
        "DATABASE_URL",
        "mysql://%s:%s@127.0.0.1:%d/%s"
            .formatted(
                MySqlServer.OWNER,
                mysql.server().password(),
                mysql.server().port(),
                MySqlServer.SCHEMA));
    own.put("DB_SCHEMA_UPDATE", "true");
    own.put("JWT_SECRET", JWT_SECRET);
    own.put("AUTH_EMAIL_LOGIN_ENABLED", "true");
    own.put("RATE_LIMITER_ENABLED", Boolean.toString(isLimited));
    own.put("RATE_LIMITER_URL", LOOPBACK + limiterPort);
    own.put("FLUXPAY_URL", LOOPBACK + enginePort);
    own.put("PDF_FONT_DIR", Repository.root().resolve("moalog-server/fonts").toString());
    ServiceProcess process = service("moalog-server/target/moalog-server.jar", "/health", 192, own);
    long start = System.nanoTime();
    RunningServer<ServiceProcess> started = keep(RunningServer.start(process));
    return new Server(name, started, (System.nanoTime() - start) / 1_000_000);
  }

  private static Map<String, String> address(RedisServer redis) {
    return Map.of(
        "REDIS_HOST", "127.0.0.1",
        "REDIS_PORT", Integer.toString(redis.port()),
        "REDIS_PASSWORD", redis.password());
  }

  private static ServiceProcess service(
      String jar, String healthPath, int heapMib, Map<String, String> own) throws IOException {
    int port = TestServers.freePort();
    Map<String, String> environment = new HashMap<>(own);
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    List<String> flags = new ArrayList<>(FLAGS);
    flags.add("-Xmx" + heapMib + "m");
    return new ServiceProcess(jar, port, healthPath, flags, environment);
  }

  private static String logIn(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(LOOPBACK + port + "/api/auth/login/email"))
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofString("{\"email\":\"loadtest@moalog.me\"}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return answer.headers().allValues("Set-Cookie").stream()
          .map(TOKEN::matcher)
          .filter(Matcher::matches)
          .map(found -> found.group(1))
          .findFirst()
          .orElseThrow(() -> new IOException("no login: " + answer.body()));
    }
  }

  @Override
  public void close() throws IOException {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
