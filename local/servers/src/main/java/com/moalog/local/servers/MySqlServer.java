package com.moalog.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * MySQL 8.0 in UTC with utf8mb4, over TCP on 127.0.0.1 only. Each start makes sure that root may
 * log in with the given password, that the schema {@link #SCHEMA} exists, and the read-only account
 * of the metrics exporter.
 */
public final class MySqlServer implements LocalServer {

  public static final String OWNER = "root";
  public static final String SCHEMA = "retrospect";

  private static final String PROGRAM = "mysql-8.0.31";
  private static final int PROTOCOL_10 = 10;

  private final ServerPlace place;
  private final String password;
  private volatile Path program = Path.of("");
  private volatile Map<String, String> environment = Map.of();

  /** A server whose root logs in with that password. */
  public MySqlServer(ServerPlace place, String password) {
    this.place = place;
    this.password = password;
  }

  @Override
  public String name() {
    return "mysql";
  }

  @Override
  public int port() {
    return place.port();
  }

  @Override
  public void prepare() throws IOException {
    program =
        place
            .programs()
            .folder(
                PROGRAM,
                folder -> {
                  place.progress().report("mysql: unpacking the program");
                  ProgramCache.unpackTar("mysql-Linux-amd64.tar.gz", folder);
                });
    environment = SystemLibraries.environment(place);
    Files.createDirectories(place.directory());
    if (!Files.isDirectory(place.data())) {
      initialise();
    }
    writeStartStatements();
  }

  private void initialise() throws IOException {
    place.progress().report("mysql: creating the data directory");
    Path unfinished = place.directory().resolve("data.unfinished");
    Directories.delete(unfinished);
    List<String> command = new ArrayList<>(mysqld(unfinished));
    command.add("--initialize-insecure");
    Tool.run(command, environment, place.directory());
    Files.move(unfinished, place.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> mysqld(Path data) {
    List<String> command = new ArrayList<>();
    command.add(program.resolve("bin/mysqld").toString());
    command.add("--no-defaults");
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--user=root");
    }
    command.add("--basedir=" + program);
    command.add("--datadir=" + data);
    command.add("--character-set-server=utf8mb4");
    command.add("--collation-server=utf8mb4_unicode_ci");
    command.add("--default-time-zone=+00:00");
    command.add("--log-timestamps=UTC");
    command.add("--innodb-redo-log-capacity=32M");
    return command;
  }

  private Path startStatements() {
    return place.directory().resolve("start.sql");
  }

  private void writeStartStatements() throws IOException {
    String quoted = "'" + password.replace("\\", "\\\\").replace("'", "''") + "'";
    List<String> statements =
        List.of(
            "CREATE USER IF NOT EXISTS 'root'@'127.0.0.1' IDENTIFIED BY " + quoted + ";",
            "ALTER USER 'root'@'127.0.0.1' IDENTIFIED BY " + quoted + ";",
            "ALTER USER 'root'@'localhost' IDENTIFIED BY " + quoted + ";",
            "GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;",
            "CREATE USER IF NOT EXISTS 'exporter'@'127.0.0.1' IDENTIFIED BY 'exporter_password';",
            "GRANT PROCESS, REPLICATION CLIENT, SELECT ON *.* TO 'exporter'@'127.0.0.1';",
            "CREATE DATABASE IF NOT EXISTS "
                + SCHEMA
                + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;");
    Path file = startStatements();
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, statements);
  }

  @Override
  public Command command() {
    List<String> command = new ArrayList<>(mysqld(place.data()));
    command.addAll(
        List.of(
            "--port=" + port(),
            "--bind-address=127.0.0.1",
            "--socket=" + place.directory().resolve("mysql.sock"),
            "--pid-file=" + place.directory().resolve("mysql.pid"),
            "--mysqlx=OFF",
            "--skip-name-resolve",
            "--max-connections=200",
            "--innodb-buffer-pool-size=64M",
            "--performance-schema=OFF",
            "--disable-log-bin",
            "--init-file=" + startStatements()));
    return new Command(command, environment, place.directory());
  }

  /**
   * Reads the greeting (MySQL protocol 10): a server that accepts connections introduces itself,
   * one that cannot take more answers with an error packet.
   */
  @Override
  public boolean isHealthy() {
    return Probe.ask(
        port(),
        (in, out) -> {
          in.readInt();
          return in.read() == PROTOCOL_10;
        });
  }

  public String jdbcUrl() {
    return jdbcUrl(SCHEMA);
  }

  /** The JDBC address of any schema of this server. */
  public String jdbcUrl(String schema) {
    return "jdbc:mysql://127.0.0.1:" + port() + "/" + schema + "?allowPublicKeyRetrieval=true";
  }

  public String password() {
    return password;
  }
}
