package com.moalog.bench.limiter;

import com.moalog.bench.measure.Benchmark;
import com.moalog.bench.measure.Effort;
import com.moalog.bench.measure.HttpRequestBytes;
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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rate limiter against one round trip, against other limiters, and over HTTP. */
public final class LimiterBenchmark implements Benchmark {

  static final long CAPACITY = 1_000_000;
  static final long PER_SECOND = 1_000_000;
  static final TokenBucket LIMIT = new TokenBucket(CAPACITY, new Rate(PER_SECOND, 1));
  static final TokenBucket EXHAUSTED = new TokenBucket(1, new Rate(1, 86_400));

  static final String STRICT = "moalog strict";
  static final String COALESCED = "moalog coalesced";
  static final String LEASED = "moalog leased";
  static final String LOCAL = "moalog local";
  static final String DENIED = "moalog denied";
  static final String ONE = "moalog, one check";
  static final String BATCH = "moalog, batch of 100";
  static final String WEBFLUX = "Spring WebFlux and Lettuce";
  static final String NGINX = "nginx limit_req";
  static final String NGINX_DENIED = "nginx limit_req, denied";

  private static final String PASSWORD = "benchmark";
  static final String CHECK = "/api/v1/rate-limit/check?key=";

  private static final String CHECK_BATCH = "/api/v1/rate-limit/check/batch";
  private static final int BATCH_SIZE = 100;
  private static final List<String> FLAGS =
      List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");
  private static final String RULES =
      """
      - {name: strict, match: "strict:*", rate: 1000000/s, burst: 1000000}
      - {name: leased, match: "leased:*", rate: 1000000/s, burst: 1000000, mode: leased}
      - {name: local, match: "local:*", rate: 1000000/s, burst: 1000000, mode: local}
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
    try (RunningServer<RedisServer> redis = RunningServer.start(redisOnFreePort());
        Library library = new Library(redis);
        RunningServer<ServiceProcess> limiter =
            RunningServer.start(limiter(environment(redis.server())));
        RunningServer<WebFluxTwin> twin =
            RunningServer.start(new WebFluxTwin(Ports.free(), FLAGS, environment(redis.server())));
        Callers callers =
            new Callers(URI.create("http://127.0.0.1:" + limiter.server().port()), redis)) {
      List<Case> cases = new ArrayList<>(library.cases());
      cases.addAll(ours(new Service(limiter, redis)));
      cases.addAll(twin(new Service(twin, redis)));
      cases.addAll(callers.cases());
      Optional<NginxServer> nginx = nginx(out);
      if (nginx.isEmpty()) {
        compare(new Comparison(cases), effort, out);
        return;
      }
      try (RunningServer<NginxServer> running = RunningServer.start(nginx.get())) {
        cases.addAll(nginx(new Service(running, redis)));
        compare(new Comparison(cases), effort, out);
      }
    }
  }

  private static void compare(Comparison comparison, Effort effort, PrintStream out)
      throws IOException, InterruptedException {
    comparison.measure(effort, out);
    comparison.print(out);
    Targets.print(comparison, out);
  }

  private static List<Case> ours(Service limiter) {
    return List.of(
        limiter.asked(STRICT, Keys.MANY, key -> CHECK + "strict:" + key),
        limiter.asked(COALESCED, Keys.HOT, key -> CHECK + "strict:hot"),
        limiter.asked(LEASED, Keys.HOT, key -> CHECK + "leased:hot"),
        limiter.asked(LOCAL, Keys.MANY, key -> CHECK + "local:" + key),
        limiter.asked(LOCAL, Keys.HOT, key -> CHECK + "local:hot"),
        limiter.asked(DENIED, Keys.HOT, key -> CHECK + "denied:hot"),
        limiter.alone(ONE, HttpRequestBytes.of("GET", CHECK + "strict:one", Map.of()), 1),
        limiter.alone(
            BATCH, HttpRequestBytes.json("POST", CHECK_BATCH, Map.of(), batch()), BATCH_SIZE));
  }

  private static String batch() {
    return IntStream.range(0, BATCH_SIZE)
        .mapToObj("{\"key\":\"strict:batch-%d\"}"::formatted)
        .collect(Collectors.joining(",", "{\"checks\":[", "]}"));
  }

  private static List<Case> twin(Service twin) {
    return List.of(
        twin.asked(WEBFLUX, Keys.MANY, key -> CHECK + key),
        twin.asked(WEBFLUX, Keys.HOT, key -> CHECK + "hot"));
  }

  private static List<Case> nginx(Service nginx) {
    return List.of(
        nginx.asked(NGINX, Keys.MANY, key -> "/allowed?key=" + key),
        nginx.asked(NGINX, Keys.HOT, key -> "/allowed?key=hot"),
        nginx.asked(NGINX_DENIED, Keys.HOT, key -> "/denied?key=hot"));
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
