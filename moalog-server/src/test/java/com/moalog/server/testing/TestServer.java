package com.moalog.server.testing;

import com.moalog.local.servers.TestServers;
import com.moalog.server.MoalogServer;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A running server on a real MySQL. {@link #shared()} is one per JVM, on a schema of its own and
 * without a rate limit; a test that needs other variables or a database to stop starts its own and
 * closes it.
 */
public final class TestServer implements AutoCloseable {

  /** What tokens are signed with. */
  static final String SECRET = "sixteen-byte-key";

  private final ConfigurableApplicationContext context;

  private TestServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** The server that tests share; started when it is first asked for. */
  public static TestServer shared() {
    return Shared.SERVER;
  }

  /** A server on a new schema with these variables besides the usual ones. */
  public static TestServer start(Map<String, String> variables) {
    return start(variables, databaseUrl(TestServers.freshMySqlSchema()));
  }

  /**
   * A server with these variables on the schema of {@link #shared()}, which is soon ready: for
   * tests that mind neither what others have written nor that two servers sweep it.
   */
  public static TestServer beside(Map<String, String> variables) {
    return start(variables, Shared.DATABASE_URL);
  }

  /** The address of the schema of {@link #shared()}, for servers in processes of their own. */
  public static String sharedDatabaseUrl() {
    return Shared.DATABASE_URL;
  }

  private static TestServer start(Map<String, String> variables, String databaseUrl) {
    Map<String, String> all = new HashMap<>(variables);
    all.putIfAbsent("DATABASE_URL", databaseUrl);
    TestServer server = startOn(all);
    server.awaitHealthy();
    return server;
  }

  /** Like {@link #start}, without waiting until it is healthy; needs {@code DATABASE_URL}. */
  public static TestServer startOn(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(usualVariables());
    all.putAll(variables);
    return new TestServer(MoalogServer.start(all));
  }

  /**
   * What every server of the tests has in common, all but its database. It waits for that as long
   * as a busy machine may stand still; only {@code BadDatabaseTest} and {@code DatabaseOutageTest}
   * hold the product's own limits, and set them back.
   */
  static Map<String, String> usualVariables() {
    return Map.ofEntries(
        Map.entry("SERVER_PORT", "0"),
        Map.entry("SERVER_ADDRESS", "127.0.0.1"),
        Map.entry("SERVER_DRAIN_MS", "0"),
        Map.entry("JWT_SECRET", SECRET),
        Map.entry("DB_SCHEMA_UPDATE", "true"),
        Map.entry("DB_ACQUIRE_TIMEOUT_MS", "60000"),
        Map.entry("DB_CONNECT_TIMEOUT_MS", "60000"),
        Map.entry("DB_SOCKET_TIMEOUT_MS", "120000"),
        Map.entry("AUTH_EMAIL_LOGIN_ENABLED", "true"),
        Map.entry("RATE_LIMITER_ENABLED", "false"),
        Map.entry("LOG_LEVEL", "WARN"));
  }

  /** The address of a database in the form of {@code DATABASE_URL}. */
  public static String databaseUrl(TestServers.Database database) {
    String address = database.jdbcUrl().substring("jdbc:mysql://".length());
    return "mysql://%s:%s@%s&%s"
        .formatted(database.user(), database.password(), address, StatementCounter.SETTING);
  }

  /** Waits until the schema is there. */
  public void awaitHealthy() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client().get("/health").status() == 200);
  }

  /** Where it listens. */
  public URI address() {
    String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A client that is nobody yet. */
  public ApiClient client() {
    return new ApiClient(address());
  }

  /** The server's database, for what the API cannot arrange. */
  public JdbcClient database() {
    return context.getBean(JdbcClient.class);
  }

  /** A part of the server, for what the API cannot set off. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Members to act as. */
  public People people() {
    return new People(this);
  }

  @Override
  public void close() {
    context.close();
  }

  private static final class Shared {
    static final String DATABASE_URL = databaseUrl(TestServers.freshMySqlSchema());
    static final TestServer SERVER = start(Map.of(), DATABASE_URL);
  }
}
