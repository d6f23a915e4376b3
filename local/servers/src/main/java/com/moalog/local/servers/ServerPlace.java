package com.moalog.local.servers;

import java.nio.file.Path;

/**
 * Where one server lives.
 *
 * @param programs the cache that holds the unpacked programs, shared by all servers
 * @param directory the server's own directory: data, configuration and sockets
 * @param port on 127.0.0.1
 * @param progress hears what {@link LocalServer#prepare()} does
 */
public record ServerPlace(ProgramCache programs, Path directory, int port, Progress progress) {

  static final int MAX_PORT = 65_535;

  public ServerPlace {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("port " + port + " is not from 1 to " + MAX_PORT);
    }
    directory = directory.toAbsolutePath().normalize();
  }

  Path data() {
    return directory.resolve("data");
  }
}
