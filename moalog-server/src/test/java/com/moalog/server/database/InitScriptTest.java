package com.moalog.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.local.servers.MySqlServer;
import com.moalog.local.servers.Repository;
import com.moalog.local.servers.TestServers;
import com.moalog.server.testing.TestServer;
import java.io.File;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The logins that containers begin with are enough for the server, and for nothing more. */
class InitScriptTest {

  private static final String PASSWORD = "it's a \\ secret";

  private final MySqlServer mysql = TestServers.mysql();
  private final JdbcClient root = login(MySqlServer.OWNER, mysql.password(), mysql.jdbcUrl());

  /** The server of the tests has an exporter of its own already. */
  @BeforeEach
  void dropTheLogins() {
    root.sql("DROP USER IF EXISTS moalog, exporter, 'exporter'@'127.0.0.1'").update();
  }

  @Test
  void theServersLoginOwnsItsSchemaAndNothingElse(@TempDir Path folder) throws Exception {
    TestServers.Database schema = TestServers.freshMySqlSchema();
    String name = schema.jdbcUrl().replaceFirst(".*/(\\w+)\\?.*", "$1");
    for (String statement : statements(folder, name)) {
      root.sql(statement).update();
    }
    String encoded = URLEncoder.encode(PASSWORD, UTF_8).replace("+", "%20");
    var own = new TestServers.Database(schema.jdbcUrl(), "moalog", encoded);
    try (TestServer server =
        TestServer.start(Map.of("DATABASE_URL", TestServer.databaseUrl(own)))) {
      server.awaitHealthy();
      server.people().newcomer();
    }
    JdbcClient moalog = login("moalog", PASSWORD, schema.jdbcUrl());
    assertThat(moalog.sql("SELECT COUNT(*) FROM member").query().listOfRows()).hasSize(1);
    assertThatThrownBy(() -> moalog.sql("SELECT COUNT(*) FROM mysql.user").query().listOfRows())
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> moalog.sql("CREATE DATABASE another").update())
        .isInstanceOf(DataAccessException.class);
    JdbcClient exporter = login("exporter", PASSWORD, schema.jdbcUrl());
    assertThat(exporter.sql("SHOW GLOBAL STATUS").query().listOfRows()).isNotEmpty();
    assertThatThrownBy(() -> exporter.sql("DELETE FROM member").update())
        .isInstanceOf(DataAccessException.class);
  }

  /** What the script gives to the client, whose place a file takes. */
  private static String[] statements(Path folder, String schema) throws Exception {
    Path client = folder.resolve("mysql");
    Path given = folder.resolve("given.sql");
    Files.writeString(client, "#!/bin/sh\ncat >" + given + "\n");
    Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwx------"));
    Path script = Repository.root().resolve("deploy/init/mysql/10-users.sh");
    ProcessBuilder shell = new ProcessBuilder("bash", script.toString()).inheritIO();
    shell
        .environment()
        .merge("PATH", folder.toString(), (old, own) -> own + File.pathSeparator + old);
    shell.environment().put("MYSQL_ROOT_PASSWORD", "unused");
    shell.environment().put("MYSQL_APP_PASSWORD", PASSWORD);
    shell.environment().put("MYSQL_EXPORTER_PASSWORD", PASSWORD);
    shell.environment().put("MYSQL_DATABASE", schema);
    assertThat(shell.start().waitFor()).isZero();
    return Files.readString(given).strip().split(";\\s*");
  }

  private static JdbcClient login(String user, String password, String url) {
    return JdbcClient.create(new DriverManagerDataSource(url, user, password));
  }
}
