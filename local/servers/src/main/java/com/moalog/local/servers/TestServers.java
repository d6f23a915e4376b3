package com.moalog.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Real servers for tests: each is started when it is first asked for, once per JVM, on a free port
 * and with throw-away data below {@code target/}, and ends with the JVM. A test that stops or kills
 * its server takes one of its own from {@link #newPostgres}, {@link #newMySql}, {@link #newRedis}
 * or {@link #newKafka}.
 *
 * <p>Thread-safe.
 */
public final class TestServers {

  public static final String MYSQL_PASSWORD = "moalog_local";
  public static final String POSTGRES_PASSWORD = "fluxpay";
  public static final String REDIS_PASSWORD = "moalog_redis_local";

  private static final Path DIRECTORY =
      Path.of("target", "test-servers", Long.toString(ProcessHandle.current().pid()));
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final Shared<PostgresServer> POSTGRES = new Shared<>(TestServers::newPostgres);
  private static final Shared<MySqlServer> MYSQL = new Shared<>(TestServers::newMySql);
  private static final Shared<RedisServer> REDIS = new Shared<>(TestServers::newRedis);
  private static final Shared<KafkaServer> KAFKA = new Shared<>(TestServers::newKafka);

  private TestServers() {}

  /**
   * An empty database.
   *
   * @param jdbcUrl its address
   * @param user who owns it
   */
  public record Database(String jdbcUrl, String user, String password) {}

  public static PostgresServer postgres() {
    return POSTGRES.get();
  }

  public static MySqlServer mysql() {
    return MYSQL.get();
  }

  public static RedisServer redis() {
    return REDIS.get();
  }

  public static KafkaServer kafka() {
    return KAFKA.get();
  }

  /** A new database on {@link #postgres()}; needs the PostgreSQL driver on the class path. */
  public static Database freshPostgresDatabase() {
    PostgresServer server = postgres();
    String name = "test_" + NUMBER.incrementAndGet();
    var admin = new Database(server.jdbcUrl(), PostgresServer.OWNER, server.password());
    execute(admin, "CREATE DATABASE " + name);
    return new Database(server.jdbcUrl(name), PostgresServer.OWNER, server.password());
  }

  /** A new schema on {@link #mysql()}; needs the MySQL driver on the class path. */
  public static Database freshMySqlSchema() {
    MySqlServer server = mysql();
    String name = "test_" + NUMBER.incrementAndGet();
    var admin = new Database(server.jdbcUrl(), MySqlServer.OWNER, server.password());
    execute(admin, "CREATE DATABASE " + name + " COLLATE utf8mb4_unicode_ci");
    return new Database(server.jdbcUrl(name), MySqlServer.OWNER, server.password());
  }

  private static void execute(Database database, String sql) {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + " failed", e);
    }
  }

  /** A server of the test's own; the test closes it. */
  public static RunningServer<PostgresServer> newPostgres() throws IOException {
    return RunningServer.start(new PostgresServer(place("postgres"), POSTGRES_PASSWORD));
  }

  /** A server of the test's own; the test closes it. */
  public static RunningServer<MySqlServer> newMySql() throws IOException {
    return RunningServer.start(new MySqlServer(place("mysql"), MYSQL_PASSWORD));
  }

  /** A server of the test's own; the test closes it. */
  public static RunningServer<RedisServer> newRedis() throws IOException {
    return RunningServer.start(new RedisServer(place("redis"), REDIS_PASSWORD));
  }

  /**
   * A server of the test's own, for example a part of a cluster; the test closes it.
   *
   * @param configuration more lines of its configuration file
   */
  public static RunningServer<RedisServer> newRedis(List<String> configuration) throws IOException {
    return RunningServer.start(
        new RedisServer(place("redis"), REDIS_PASSWORD, RedisServer.Role.STORE, configuration));
  }

  /**
   * A sentinel of the test's own; the test closes it.
   *
   * @param configuration more lines of its configuration file: what it watches
   */
  public static RunningServer<RedisServer> newSentinel(List<String> configuration)
      throws IOException {
    return RunningServer.start(
        new RedisServer(
            place("sentinel"), REDIS_PASSWORD, RedisServer.Role.SENTINEL, configuration));
  }

  /** A server of the test's own; the test closes it. */
  public static RunningServer<KafkaServer> newKafka() throws IOException {
    return RunningServer.start(KafkaServer.ofRepository(place("kafka"), freePort()));
  }

  private static ServerPlace place(String name) throws IOException {
    Path directory = DIRECTORY.resolve(name + "-" + NUMBER.incrementAndGet());
    return new ServerPlace(ProgramCache.ofRepository(), directory, freePort(), Progress.SILENT);
  }

  /** A port on 127.0.0.1 that nothing listens on now, from below the range of outgoing ports. */
  public static int freePort() throws IOException {
    return FreePorts.next();
  }

  /** Ports that this JVM has not given away yet. */
  private static final class FreePorts {

    private static final int FIRST = 10_500;
    private static final int COUNT = 20_000;
    private static final AtomicInteger CANDIDATE =
        new AtomicInteger((int) (ProcessHandle.current().pid() * 37 % COUNT));

    static int next() throws IOException {
      for (int attempt = 0; attempt < COUNT; attempt++) {
        int port = FIRST + Math.floorMod(CANDIDATE.getAndIncrement(), COUNT);
        if (isFree(port)) {
          return port;
        }
      }
      throw new IOException("no free port from " + FIRST + " on");
    }

    private static boolean isFree(int port) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.isBound();
      } catch (IOException e) {
        return false;
      }
    }
  }

  /** Starts a server. */
  @FunctionalInterface
  private interface Starting<S extends LocalServer> {
    RunningServer<S> start() throws IOException;
  }

  /** A server that is started once and stopped when the JVM ends. */
  private static final class Shared<S extends LocalServer> {

    private static final List<RunningServer<?>> RUNNING = new ArrayList<>();

    private final Starting<S> starting;
    private @Nullable RunningServer<S> running;

    Shared(Starting<S> starting) {
      this.starting = starting;
    }

    synchronized S get() {
      if (running == null) {
        try {
          running = starting.start();
        } catch (IOException e) {
          throw new UncheckedIOException("a server for the tests did not start", e);
        }
        endWithTheJvm(running);
      }
      return running.server();
    }

    private static void endWithTheJvm(RunningServer<?> server) {
      synchronized (RUNNING) {
        if (RUNNING.isEmpty()) {
          Runtime.getRuntime().addShutdownHook(new Thread(Shared::end, "end test servers"));
        }
        RUNNING.add(server);
      }
    }

    private static void end() {
      synchronized (RUNNING) {
        RUNNING.forEach(RunningServer::kill);
      }
      try {
        Directories.delete(DIRECTORY);
      } catch (IOException e) {
        System.err.println("could not delete " + DIRECTORY + ": " + e.getMessage());
      }
    }
  }
}
