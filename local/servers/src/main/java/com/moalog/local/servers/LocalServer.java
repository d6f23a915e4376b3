package com.moalog.local.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One real server that runs as a child process: how to prepare it, start it and ask it whether it
 * works. Implementations hold no process; the caller starts the {@link Command} and owns it.
 *
 * <p>Immutable and thread-safe.
 */
public interface LocalServer {

  /** The name of the part, for example {@code mysql}: folder, log file and status line use it. */
  String name();

  /** The port on 127.0.0.1 that the server listens on. */
  int port();

  /**
   * Unpacks the server's program into the cache and initialises its data directory, both only when
   * that has not been done before. A preparation that was cut off half-way is done again.
   *
   * @throws IOException naming the directory or file that failed, for example when the disk is full
   */
  void prepare() throws IOException;

  /** The command that runs the server in the foreground; valid after {@link #prepare()}. */
  Command command();

  /** Asks the server in its own protocol, for at most one second. Never throws. */
  boolean isHealthy();

  /**
   * A program to run.
   *
   * @param arguments program and arguments
   * @param environment variables to add to the caller's own
   * @param directory working directory
   */
  record Command(List<String> arguments, Map<String, String> environment, Path directory) {
    public Command {
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }
  }
}
