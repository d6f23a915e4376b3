package com.moalog.local.servers;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Redis 7.0 with a password, an append-only file and a memory limit without eviction; or a sentinel
 * that watches such servers.
 */
public final class RedisServer implements LocalServer {

  /** What the program does. */
  enum Role {
    /** It keeps data. */
    STORE,
    /** It watches those who do. */
    SENTINEL
  }

  private static final String PROGRAM = "redis-7.0.15";

  private final ServerPlace place;
  private final String password;
  private final Role role;
  private final List<String> more;
  private volatile Path program = Path.of("");

  public RedisServer(ServerPlace place, String password) {
    this(place, password, Role.STORE, List.of());
  }

  /**
   * A server of a test.
   *
   * @param more lines of the configuration file
   */
  RedisServer(ServerPlace place, String password, Role role, List<String> more) {
    this.place = place;
    this.password = password;
    this.role = role;
    this.more = List.copyOf(more);
  }

  @Override
  public String name() {
    return "redis";
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
                  place.progress().report("redis: unpacking the program");
                  ProgramCache.copyProgram(
                      "redis-server-7.0.15-linux-amd64", folder.resolve("redis-server"));
                });
    Files.createDirectories(place.data());
    writeConfiguration();
  }

  private Path configuration() {
    return place.directory().resolve("redis.conf");
  }

  /** In a file that only its owner reads: every user of the machine sees a command line. */
  private void writeConfiguration() throws IOException {
    Path file = configuration();
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    List<String> lines = new ArrayList<>();
    lines.add("port " + port());
    lines.add("bind 127.0.0.1");
    lines.add("dir " + quoted(place.data().toString()));
    lines.add("requirepass " + quoted(password));
    if (role == Role.STORE) {
      // What is appended is enough; snapshots beside it would fork the server every minute.
      lines.add("appendonly yes");
      lines.add("save \"\"");
      lines.add("maxmemory 192mb");
      lines.add("maxmemory-policy noeviction");
    }
    lines.addAll(more);
    Files.write(file, lines);
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public Command command() {
    List<String> words = new ArrayList<>();
    words.add(program.resolve("redis-server").toString());
    words.add(configuration().toString());
    if (role == Role.SENTINEL) {
      words.add("--sentinel");
    }
    return new Command(words, Map.of(), place.directory());
  }

  @Override
  public boolean isHealthy() {
    return Probe.ask(
        port(),
        (in, out) -> {
          out.write(request("AUTH", password));
          out.write(request("PING"));
          out.flush();
          return line(in).equals("+OK") && line(in).equals("+PONG");
        });
  }

  private static byte[] request(String... words) {
    StringBuilder request = new StringBuilder().append('*').append(words.length).append("\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      request.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    return request.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n' && line.length() < 200; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  public String password() {
    return password;
  }
}
