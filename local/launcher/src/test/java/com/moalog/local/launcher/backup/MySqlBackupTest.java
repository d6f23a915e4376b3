package com.moalog.local.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.local.servers.MySqlServer;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real MySQL, with every kind of value that has ever been lost in a dump. */
class MySqlBackupTest {

  private static final String SCHEMA = "backup_test";

  @TempDir Path folder;

  private final MySqlServer server = TestServers.mysql();
  private final MySqlBackup backup =
      new MySqlBackup(
          server.jdbcUrl("").replaceFirst("\\?.*", ""), "root", server.password(), SCHEMA);

  private Connection connect(String schema) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(schema), "root", server.password());
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @BeforeEach
  void fill() throws SQLException {
    execute(
        "DROP DATABASE IF EXISTS " + SCHEMA,
        "CREATE DATABASE " + SCHEMA + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
        "USE " + SCHEMA,
        "CREATE TABLE parent (id BIGINT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(100) NOT NULL"
            + " DEFAULT 'a''b;\\n' COMMENT 'two; words\\nline', UNIQUE KEY named (name))",
        "CREATE TABLE child (id BIGINT PRIMARY KEY, parent_id BIGINT NULL, body TEXT, raw BLOB,"
            + " flags BIT(3), amount DECIMAL(20,6), ratio DOUBLE, at DATETIME(6), seen TIMESTAMP(3) NULL,"
            + " doc JSON, doubled BIGINT GENERATED ALWAYS AS (id * 2) STORED,"
            + " FULLTEXT KEY words (body) WITH PARSER ngram,"
            + " CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id))",
        "CREATE TABLE keyless (word VARCHAR(20))",
        "CREATE TABLE bare (id INT PRIMARY KEY)",
        "INSERT INTO parent (id, name) VALUES (0 + 7, '회고 😀'), (8, 'it''s; \\\\ \\n\\r\\0 \\Z \"q\"')",
        "INSERT INTO child (id, parent_id, body, raw, flags, amount, ratio, at, seen, doc) VALUES"
            + " (1, 7, 'words', x'00ff275c0a', b'101', 12345678901234.000001, 0.1,"
            + "  '2026-02-28 23:59:59.999999', '2026-02-28 23:59:59.125', '{\"a\": [1, \"나\"]}'),"
            + " (2, NULL, '', x'', NULL, -0.5, 1e300, NULL, NULL, NULL)",
        "INSERT INTO keyless VALUES ('once'), (NULL)");
  }

  @Test
  void bringsBackEveryRowByteForByte() throws Exception {
    Map<String, String> before = backup.sums();
    backup.backUp(folder);
    execute("DROP DATABASE " + SCHEMA);
    backup.restore(folder);
    assertThat(backup.sums()).isEqualTo(before).hasSize(4);
    try (Connection connection = connect(SCHEMA);
        Statement statement = connection.createStatement()) {
      assertThat(one(statement, "SELECT name FROM parent WHERE id = 7")).isEqualTo("회고 😀");
      assertThat(one(statement, "SELECT doubled FROM child WHERE id = 2")).isEqualTo("4");
      assertThat(one(statement, "SELECT ratio = 0.1 FROM child WHERE id = 1")).isEqualTo("1");
      statement.execute("INSERT INTO parent (name) VALUES ('next')");
      assertThat(one(statement, "SELECT MAX(id) FROM parent")).isEqualTo("9");
      assertThatThrownBy(
              () -> statement.execute("INSERT INTO child (id, parent_id) VALUES (3, 99)"))
          .hasMessageContaining("child_parent");
    }
  }

  private static String one(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void takesThePlaceOfOtherDataInOneStep() throws Exception {
    Map<String, String> before = backup.sums();
    backup.backUp(folder);
    execute(
        "USE " + SCHEMA,
        "DELETE FROM child",
        "CREATE TABLE newer (id INT PRIMARY KEY, parent_id BIGINT,"
            + " CONSTRAINT newer_parent FOREIGN KEY (parent_id) REFERENCES parent (id))");
    backup.restore(folder);
    assertThat(backup.sums()).isEqualTo(before);
    assertThat(backup.tables()).isEqualTo(4);
  }

  @Test
  void seesOneMomentWhileOthersWrite() throws Exception {
    try (Connection writer = connect(SCHEMA);
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO bare VALUES (1)");
      backup.backUp(folder);
      writer.commit();
    }
    assertThat(Files.readAllLines(folder.resolve(MySqlBackup.ROWS)))
        .anyMatch(line -> line.startsWith("bare 0 "));
  }

  @Test
  void leavesTheDataAloneWhenADumpIsNotWhatItSays() throws Exception {
    backup.backUp(folder);
    Path rows = folder.resolve(MySqlBackup.ROWS);
    Files.writeString(rows, Files.readString(rows).replace("child 2 ", "child 3 "));
    execute("INSERT INTO " + SCHEMA + ".bare VALUES (5)");
    Map<String, String> before = backup.sums();
    assertThatThrownBy(() -> backup.restore(folder))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("not what was saved");
    assertThat(backup.sums()).isEqualTo(before);
    Files.writeString(rows, Files.readString(rows).replace("child 3 ", "child 2 "));
    backup.restore(folder);
    assertThat(backup.sums()).isNotEqualTo(before);
  }

  /** The dump kills the session that loads it, at each of its statements in turn. */
  @Test
  void leavesTheDataAloneWhereverItIsKilled() throws Exception {
    backup.backUp(folder);
    List<String> whole = lines(folder.resolve(MySqlBackup.DUMP));
    execute("INSERT INTO " + SCHEMA + ".bare VALUES (5)");
    Map<String, String> before = backup.sums();
    for (int at = 0; at <= whole.size(); at++) {
      List<String> killed = new ArrayList<>(whole);
      killed.add(at, "KILL CONNECTION_ID();");
      write(folder.resolve(MySqlBackup.DUMP), killed);
      assertThatThrownBy(() -> backup.restore(folder)).hasMessageContaining("not be restored");
      assertThat(backup.sums()).isEqualTo(before);
    }
    write(folder.resolve(MySqlBackup.DUMP), whole);
    backup.restore(folder);
    assertThat(backup.sums()).isNotEqualTo(before).hasSize(4);
  }

  private static List<String> lines(Path dump) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(dump))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static void write(Path dump, List<String> lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(dump))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void refusesWhatItWouldLose() throws Exception {
    execute("CREATE VIEW " + SCHEMA + ".seen AS SELECT 1");
    assertThatThrownBy(() -> backup.backUp(folder)).hasMessageContaining("views");
  }
}
