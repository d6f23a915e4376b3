package com.moalog.local.launcher.parts;

import com.moalog.local.launcher.parts.Part.NamedPort;
import com.moalog.local.launcher.parts.Part.Need;
import com.moalog.local.launcher.parts.Part.Tier;
import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Secrets;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.servers.MySqlServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The four Java services and the environment that each contract asks for. */
final class Services {

  private static final String LOOPBACK = "127.0.0.1";

  /** In the {@code lib} folder of each service that has one. */
  private static final String AGENT = "jolokia-agent.jar";

  /** Small and quick to start: this machine runs eight servers beside the user's own work. */
  private static final List<String> COMMON_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xss512k",
          "-Duser.timezone=UTC",
          "-Dfile.encoding=UTF-8",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Home home;
  private final Settings settings;
  private final Secrets secrets;

  Services(Home home, Settings settings, Secrets secrets) {
    this.home = home;
    this.settings = settings;
    this.secrets = secrets;
  }

  Part sandbox() {
    return part(
        new Shape("sandbox", "SANDBOX_PORT", "/health", "sandbox/target/sandbox.jar", 48, "", ""),
        Map.of(
            "TOSS_SECRET_KEY", settings.text("TOSS_SECRET_KEY"),
            "SANDBOX_STATE_FILE", home.data().resolve("sandbox.journal").toString()),
        List.of());
  }

  Part rateLimiter() {
    Map<String, String> own = new HashMap<>(redis());
    copy(own, "ACTUATOR_USER", "ACTUATOR_PASSWORD", "RATE_LIMITER_GRPC_PORT");
    return part(
        new Shape(
            "rate-limiter",
            "RATE_LIMITER_PORT",
            "/actuator/health",
            "rate-limiter/server/target/rate-limiter-server.jar",
            64,
            "RATE_LIMITER_JOLOKIA_PORT",
            "RATE_LIMITER_GRPC_PORT"),
        own,
        List.of(Need.healthy("redis")));
  }

  Part fluxpayEngine() {
    Map<String, String> own = new HashMap<>(redis());
    // The limiter lives in the same Redis, which must not fill up with answers.
    own.put("FLUXPAY_IDEMPOTENCY_REDIS_TTL", "10m");
    own.put(
        "SPRING_R2DBC_URL",
        "r2dbc:postgresql://"
            + LOOPBACK
            + ":"
            + settings.clientPort("FLUXPAY_POSTGRES_PORT")
            + "/fluxpay");
    own.put("DB_USERNAME", "fluxpay");
    own.put("DB_PASSWORD", settings.text("FLUXPAY_DB_PASSWORD"));
    own.put("KAFKA_SERVERS", LOOPBACK + ":" + settings.text("KAFKA_PORT"));
    own.put("TOSS_API_URL", settings.text("TOSS_API_URL", url("SANDBOX_PORT") + "/v1"));
    own.put("FLUXPAY_TENANT_ENABLED", "true");
    own.put("WEBHOOK_ALLOW_PRIVATE", "true");
    own.put("FLUXPAY_WEBHOOK_URL", url("SERVER_PORT") + "/api/v1/webhooks/fluxpay");
    own.put("FLUXPAY_WEBHOOK_SECRET", secrets.value(settings, "FLUXPAY_WEBHOOK_SECRET"));
    own.put("FLUXPAY_ENCRYPTION_KEY", secrets.value(settings, "FLUXPAY_ENCRYPTION_KEY"));
    copy(own, "TOSS_SECRET_KEY", "TOSS_AUTO_SESSION");
    return part(
        new Shape(
            "fluxpay-engine",
            "FLUXPAY_PORT",
            "/api/v1/health",
            "fluxpay-engine/target/fluxpay-engine.jar",
            160,
            "FLUXPAY_JOLOKIA_PORT",
            ""),
        own,
        List.of(
            Need.healthy("fluxpay-postgres"),
            Need.healthy("redis"),
            Need.started("fluxpay-kafka")));
  }

  Part moalogServer() {
    Map<String, String> own = new HashMap<>();
    own.put(
        "DATABASE_URL",
        "mysql://root:%s@%s:%s/%s"
            .formatted(
                PercentCode.of(settings.text("MYSQL_ROOT_PASSWORD")),
                LOOPBACK,
                settings.clientPort("MYSQL_PORT"),
                MySqlServer.SCHEMA));
    own.put("DB_SCHEMA_UPDATE", "true");
    own.put("JWT_SECRET", secrets.value(settings, "JWT_SECRET"));
    own.put("RATE_LIMITER_URL", url("RATE_LIMITER_PORT"));
    own.put("FLUXPAY_URL", url("FLUXPAY_PORT"));
    own.put("FLUXPAY_TENANT_ID", "moalog");
    own.put("FLUXPAY_WEBHOOK_SECRET", secrets.value(settings, "FLUXPAY_WEBHOOK_SECRET"));
    own.put("PDF_FONT_DIR", home.root().resolve("moalog-server/fonts").toString());
    own.put("PDF_FONT_FAMILY", "NanumGothic");
    copy(own, "ALLOWED_ORIGINS", "AUTH_EMAIL_LOGIN_ENABLED", "COOKIE_SECURE", "AI_PROVIDER");
    copy(own, "OPENAI_API_KEY", "RATE_LIMITER_ENABLED", "FLUXPAY_ENABLED", "RUST_LOG");
    own.put("PUBLIC_URL", settings.text("PUBLIC_URL", browserUrl("SERVER_PORT")));
    own.put(
        "CHECKOUT_URL", settings.text("CHECKOUT_URL", browserUrl("SANDBOX_PORT") + "/checkout"));
    own.putAll(
        login("GOOGLE", new Paths("/google/authorize", "/google/token", "/google/userinfo")));
    own.putAll(
        login(
            "KAKAO",
            new Paths("/kakao/oauth/authorize", "/kakao/oauth/token", "/kakao/v2/user/me")));
    return part(
        new Shape(
            "moalog-server",
            "SERVER_PORT",
            "/health",
            "moalog-server/target/moalog-server.jar",
            192,
            "",
            ""),
        own,
        List.of(
            Need.healthy("mysql"), Need.started("rate-limiter"), Need.started("fluxpay-engine")));
  }

  /** Until somebody registers the application at a real provider, the sandbox plays it. */
  private Map<String, String> login(String provider, Paths paths) {
    String clientId = settings.text(provider + "_CLIENT_ID");
    String secret = settings.text(provider + "_CLIENT_SECRET");
    if (!clientId.isEmpty()) {
      return Map.of(provider + "_CLIENT_ID", clientId, provider + "_CLIENT_SECRET", secret);
    }
    return Map.of(
        provider + "_CLIENT_ID",
        "sandbox",
        provider + "_CLIENT_SECRET",
        "sandbox",
        provider + "_AUTHORIZE_URL",
        browserUrl("SANDBOX_PORT") + paths.authorize(),
        provider + "_TOKEN_URL",
        url("SANDBOX_PORT") + paths.token(),
        provider + "_USERINFO_URL",
        url("SANDBOX_PORT") + paths.person());
  }

  /** Where a provider answers below the sandbox's address. */
  private record Paths(String authorize, String token, String person) {}

  private Map<String, String> redis() {
    return Map.of(
        "REDIS_HOST", LOOPBACK,
        "REDIS_PORT", settings.clientPort("REDIS_PORT"),
        "REDIS_PASSWORD", settings.text("REDIS_PASSWORD"));
  }

  private void copy(Map<String, String> environment, String... names) {
    for (String name : names) {
      environment.put(name, settings.text(name));
    }
  }

  private String url(String portVariable) {
    return "http://" + LOOPBACK + ":" + settings.clientPort(portVariable);
  }

  /** As people type it. */
  private String browserUrl(String portVariable) {
    return "http://localhost:" + settings.text(portVariable);
  }

  /**
   * What differs between the services.
   *
   * @param jar path in the repository
   * @param heapMib the most heap it may take
   * @param jolokiaPort the variable of its agent's port, empty when it has no agent
   * @param grpcPort the variable of its port for gRPC, empty when it has none
   */
  private record Shape(
      String name,
      String portVariable,
      String healthPath,
      String jar,
      int heapMib,
      String jolokiaPort,
      String grpcPort) {}

  private Part part(Shape shape, Map<String, String> own, List<Need> needs) {
    int port = settings.port(shape.portVariable());
    JavaService service =
        new JavaService(
            shape.name(),
            port,
            shape.healthPath(),
            new StagedJar(
                home.root().resolve(shape.jar()), home.applications().resolve(shape.name())),
            flags(shape),
            environment(port, own));
    List<NamedPort> ports = new ArrayList<>();
    ports.add(new NamedPort(port, shape.portVariable()));
    Stream.of(shape.jolokiaPort(), shape.grpcPort())
        .filter(variable -> !variable.isEmpty())
        .forEach(variable -> ports.add(new NamedPort(settings.port(variable), variable)));
    return new Part(service, Tier.APPLICATION, needs, ports, "http://localhost:" + port);
  }

  private List<String> flags(Shape shape) {
    List<String> flags = new ArrayList<>(COMMON_FLAGS);
    flags.add("-Xmx" + shape.heapMib() + "m");
    if (!shape.jolokiaPort().isEmpty()) {
      flags.add(agent(shape));
    }
    return flags;
  }

  /** Jolokia's agent, which may only read: the exporter asks it for what the JVM does. */
  private String agent(Shape shape) {
    Path agent = home.applications().resolve(shape.name()).resolve("lib").resolve(AGENT);
    return "-javaagent:%s=host=%s,port=%d,discoveryEnabled=false,policyLocation=%s"
        .formatted(
            agent,
            LOOPBACK,
            settings.port(shape.jolokiaPort()),
            home.root().resolve("rjmx-exporter/config/jolokia-access.xml").toUri());
  }

  /** What {@code .env} says beyond the known names comes first, so it cannot break the wiring. */
  private Map<String, String> environment(int port, Map<String, String> own) {
    Map<String, String> all = new HashMap<>(settings.extra());
    all.put("SERVER_PORT", Integer.toString(port));
    all.put("SERVER_ADDRESS", LOOPBACK);
    all.put("MANAGEMENT_OTLP_METRICS_EXPORT_ENABLED", "false");
    if (!settings.text("OTEL_EXPORTER_OTLP_ENDPOINT").isEmpty()) {
      copy(all, "OTEL_EXPORTER_OTLP_ENDPOINT");
    }
    all.putAll(own);
    return all;
  }
}
