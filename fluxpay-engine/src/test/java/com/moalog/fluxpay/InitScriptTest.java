package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.PostgresServer;
import com.moalog.local.servers.Repository;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import com.moalog.sandbox.SandboxServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The logins that containers begin with are enough for the engine, which refuses a superuser. */
class InitScriptTest {

  private static final String PASSWORD = "it's a secret";
  private static final String PASSWORD_TEXT = PASSWORD.replace("'", "''");

  @Test
  void theEngineStartsWithAnOwnerThatIsNoSuperuser(@TempDir Path folder) throws Exception {
    try (RunningServer<PostgresServer> running = TestServers.newPostgres();
        SandboxServer sandbox = TestEngine.startSandbox()) {
      PostgresServer postgres = running.server();
      makeRoom(postgres);
      for (String statement : statements(folder)) {
        execute(postgres.jdbcUrl("postgres"), "postgres", statement);
      }
      var database = new TestServers.Database(postgres.jdbcUrl("fluxpay"), "fluxpay", PASSWORD);
      Map<String, String> variables = TestEngine.environment(database, sandbox);
      try (ConfigurableApplicationContext engine = FluxPayEngine.start(variables)) {
        assertThat(engine.isRunning()).isTrue();
      }
      assertThat(superusers(postgres)).isEqualTo("before,postgres");
    }
  }

  /**
   * As in the container's image: the superuser is called postgres, and nobody is called fluxpay.
   */
  private static void makeRoom(PostgresServer postgres) throws SQLException {
    String url = postgres.jdbcUrl("postgres");
    try (Connection owner =
            DriverManager.getConnection(url, PostgresServer.OWNER, postgres.password());
        Statement statement = owner.createStatement()) {
      statement.execute("CREATE ROLE postgres SUPERUSER LOGIN PASSWORD '" + PASSWORD_TEXT + "'");
    }
    execute(url, "postgres", "ALTER ROLE fluxpay RENAME TO before");
    execute(url, "postgres", "ALTER DATABASE fluxpay RENAME TO before");
  }

  /** What the script gives to psql, whose place a file takes, with its two variables filled in. */
  private static String[] statements(Path folder) throws Exception {
    Path client = folder.resolve("psql");
    Path given = folder.resolve("given.sql");
    Files.writeString(client, "#!/bin/sh\ncat >" + given + "\n");
    Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwx------"));
    Path script = Repository.root().resolve("deploy/init/postgres/10-roles.sh");
    ProcessBuilder shell = new ProcessBuilder("sh", script.toString()).inheritIO();
    shell
        .environment()
        .merge("PATH", folder.toString(), (old, own) -> own + File.pathSeparator + old);
    shell.environment().put("POSTGRES_USER", "postgres");
    shell.environment().put("FLUXPAY_DB_PASSWORD", PASSWORD);
    shell.environment().put("POSTGRES_EXPORTER_PASSWORD", PASSWORD);
    assertThat(shell.start().waitFor()).isZero();
    return Files.readString(given)
        .replaceAll(":'\\w+_password'", "'" + PASSWORD_TEXT + "'")
        .strip()
        .split(";\\s*");
  }

  private static String superusers(PostgresServer postgres) throws SQLException {
    try (Connection connection = connect(postgres.jdbcUrl("postgres"), "postgres");
        Statement statement = connection.createStatement();
        ResultSet names =
            statement.executeQuery(
                "SELECT string_agg(rolname, ',' ORDER BY rolname) FROM pg_roles WHERE rolsuper")) {
      names.next();
      return names.getString(1);
    }
  }

  private static void execute(String url, String user, String sql) throws SQLException {
    try (Connection connection = connect(url, user);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(String url, String user) throws SQLException {
    return DriverManager.getConnection(url, user, PASSWORD);
  }
}
