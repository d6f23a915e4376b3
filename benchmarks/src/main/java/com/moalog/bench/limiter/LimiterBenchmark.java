package com.moalog.bench.limiter;

import com.moalog.bench.measure.Benchmark;
import com.moalog.bench.measure.Effort;
import com.moalog.bench.measure.ServiceProcess;
import com.moalog.local.servers.ProgramCache;
import com.moalog.local.servers.Progress;
import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.ServerPlace;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rate limiter against one round trip, against other limiters, and over HTTP. */
public final class LimiterBenchmark implements Benchmark {

  static final long CAPACITY = 1_000_000;
  static final long PER_SECOND = 1_000_000;
  static final TokenBucket LIMIT = new TokenBucket(CAPACITY, new Rate(PER_SECOND, 1));
  static final TokenBucket EXHAUSTED = new TokenBucket(1, new Rate(1, 86_400));

  private static final String PASSWORD = "benchmark";
  private static final String CHECK = "/api/v1/rate-limit/check?key=";
  private static final List<String> FLAGS =
      List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");
  private static final String RULES =
      """
      - {name: strict, match: "strict:*", rate: 1000000/s, burst: 1000000}
      - {name: leased, match: "leased:*", rate: 1000000/s, burst: 1000000, mode: leased}
      - {name: denied, match: "denied:*", rate: 1/d, burst: 1}
      """;

  @Override
  public String name() {
    return "rate-limiter";
  }

  @Override
  public String purpose() {
    return "the limiter in process and over HTTP, beside raw Lua, WebFlux, nginx and others";
  }

  @Override
  public void run(Effort effort, PrintStream out) throws IOException, InterruptedException {
    try (RunningServer<RedisServer> redis = RunningServer.start(redisOnFreePort())) {
      try (Library library = new Library(redis)) {
        library.measure(effort, out);
      }
      measureServices(redis, effort, out);
    }
  }

  private static void measureServices(
      RunningServer<RedisServer> redis, Effort effort, PrintStream out)
      throws IOException, InterruptedException {
    Map<String, String> environment = environment(redis.server());
    Services services = new Services(redis);
    Optional<NginxServer> nginx = nginx(out);
    try (RunningServer<?> limiter = RunningServer.start(limiter(environment));
        RunningServer<?> twin =
            RunningServer.start(new WebFluxTwin(Ports.free(), FLAGS, environment))) {
      services.add("moalog strict", Keys.MANY, limiter, key -> CHECK + "strict:" + key);
      services.add("moalog coalesced", Keys.HOT, limiter, key -> CHECK + "strict:hot");
      services.add("moalog leased", Keys.HOT, limiter, key -> CHECK + "leased:hot");
      services.add("moalog denied", Keys.HOT, limiter, key -> CHECK + "denied:hot");
      services.add("Spring WebFlux and Lettuce", Keys.MANY, twin, key -> CHECK + key);
      services.add("Spring WebFlux and Lettuce", Keys.HOT, twin, key -> CHECK + "hot");
      if (nginx.isEmpty()) {
        services.measure(effort, out);
        return;
      }
      try (RunningServer<NginxServer> running = RunningServer.start(nginx.get())) {
        services.add("nginx limit_req", Keys.MANY, running, key -> "/allowed?key=" + key);
        services.add("nginx limit_req", Keys.HOT, running, key -> "/allowed?key=hot");
        services.add("nginx limit_req, denied", Keys.HOT, running, key -> "/denied?key=hot");
        services.measure(effort, out);
      }
    }
  }

  private static Optional<NginxServer> nginx(PrintStream out) throws IOException {
    try {
      return Optional.of(NginxServer.on(Ports.free()));
    } catch (IOException absent) {
      out.println("nginx is not installed and could not be fetched: it has no rows");
      return Optional.empty();
    }
  }

  private static ServiceProcess limiter(Map<String, String> environment) throws IOException {
    Path rules = Path.of("target", "bench", "rules.yaml").toAbsolutePath();
    Files.createDirectories(rules.getParent());
    Files.writeString(rules, RULES);
    int port = Ports.free();
    Map<String, String> own = new HashMap<>(environment);
    own.put("SERVER_PORT", Integer.toString(port));
    own.put("SERVER_ADDRESS", "127.0.0.1");
    own.put("RATE_LIMITER_GRPC_ENABLED", "false");
    own.put("RATE_LIMITER_POLICIES", rules.toString());
    // The machine is full on purpose: a limiter that gave Redis up would measure something else.
    own.put("SPRING_DATA_REDIS_TIMEOUT", "5s");
    return new ServiceProcess(
        "rate-limiter/server/target/rate-limiter-server.jar", port, "/actuator/health", FLAGS, own);
  }

  private static Map<String, String> environment(RedisServer redis) {
    return Map.of(
        "REDIS_HOST",
        "127.0.0.1",
        "REDIS_PORT",
        Integer.toString(redis.port()),
        "REDIS_PASSWORD",
        redis.password());
  }

  private static RedisServer redisOnFreePort() throws IOException {
    int port = Ports.free();
    Path directory = Path.of("target", "bench", "redis-" + port);
    return new RedisServer(
        new ServerPlace(ProgramCache.ofRepository(), directory, port, Progress.SILENT), PASSWORD);
  }
}
