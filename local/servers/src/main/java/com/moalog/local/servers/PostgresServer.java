package com.moalog.local.servers;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL 18 with durable commits, password logins (SCRAM) over TCP on 127.0.0.1 only. The first
 * preparation creates the superuser {@link #OWNER} and the database {@link #DATABASE}.
 */
public final class PostgresServer implements LocalServer {

  public static final String OWNER = "fluxpay";
  public static final String DATABASE = "fluxpay";

  private static final String PROGRAM = "postgresql-18.6";
  private static final int PROTOCOL_3 = 196_608;
  private static final char AUTHENTICATION_REQUEST = 'R';

  private final ServerPlace place;
  private final String password;
  private volatile Login login = Login.SELF;
  private volatile Path program = Path.of("");

  /** A server whose {@link #OWNER} logs in with that password. */
  public PostgresServer(ServerPlace place, String password) {
    this.place = place;
    this.password = password;
  }

  @Override
  public String name() {
    return "fluxpay-postgres";
  }

  @Override
  public int port() {
    return place.port();
  }

  /** Where its data lie, for whoever saves them. */
  public Path data() {
    return place.data();
  }

  @Override
  public void prepare() throws IOException {
    program =
        place
            .programs()
            .folder(
                PROGRAM,
                folder -> {
                  place.progress().report("postgres: unpacking the program");
                  ProgramCache.unpackTar("postgres-linux-x86_64.txz", folder);
                });
    Files.createDirectories(place.directory());
    login = Login.of(program, place.directory());
    if (!Files.isDirectory(place.data())) {
      initialise();
    }
    login.own(place.directory());
  }

  private void initialise() throws IOException {
    place.progress().report("postgres: creating the database");
    Path unfinished = place.directory().resolve("data.unfinished");
    Path passwordFile = place.directory().resolve("password");
    Directories.delete(unfinished);
    Files.createDirectory(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.deleteIfExists(passwordFile);
    Files.createFile(
        passwordFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(passwordFile, password);
      login.own(place.directory());
      Tool.run(login.run(initdb(unfinished, passwordFile)), Map.of(), place.directory());
      Tool.run(
          login.run(
              List.of(binary("postgres"), "--single", "-D", unfinished.toString(), "postgres")),
          Map.of(),
          place.directory(),
          in -> in.write(("CREATE DATABASE " + DATABASE + "\n").getBytes(StandardCharsets.UTF_8)));
    } finally {
      Files.deleteIfExists(passwordFile);
    }
    Files.move(unfinished, place.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> initdb(Path data, Path passwordFile) {
    return List.of(
        binary("initdb"),
        "-D",
        data.toString(),
        "-U",
        OWNER,
        "--pwfile=" + passwordFile,
        "-A",
        "scram-sha-256",
        "-E",
        "UTF8",
        "--locale=C.UTF-8");
  }

  private String binary(String name) {
    return program.resolve("bin").resolve(name).toString();
  }

  @Override
  public Command command() {
    List<String> command =
        new ArrayList<>(
            List.of(binary("postgres"), "-D", place.data().toString(), "-p", port() + ""));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "shared_buffers=64MB",
            "timezone=UTC",
            "log_timezone=UTC")) {
      command.add("-c");
      command.add(setting);
    }
    return new Command(login.run(command), Map.of(), place.directory());
  }

  /**
   * Sends a start-up message (PostgreSQL documentation, 54.2.1): a server that accepts connections
   * asks for authentication, one that is starting or stopping answers with an error.
   */
  @Override
  public boolean isHealthy() {
    return Probe.ask(
        port(),
        (in, out) -> {
          out.write(startupMessage());
          out.flush();
          return in.read() == AUTHENTICATION_REQUEST;
        });
  }

  private static byte[] startupMessage() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(
        ("user\0" + OWNER + "\0database\0" + DATABASE + "\0\0").getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(message);
    data.writeInt(body.size() + 8);
    data.writeInt(PROTOCOL_3);
    body.writeTo(data);
    return message.toByteArray();
  }

  public String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  /** The JDBC address of any database of this server. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  public String password() {
    return password;
  }
}
