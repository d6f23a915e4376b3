package com.moalog.local.launcher.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The process that listens on a port, as far as {@code /proc} tells: an ordinary user sees only the
 * open files of his own processes.
 *
 * @param command program and arguments, cut at {@value #MAX_COMMAND} characters
 */
public record PortHolder(long pid, String command) {

  static final int MAX_COMMAND = 120;

  private static final List<Path> SOCKET_TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final String LISTENING = "0A";

  /** Whether a server could listen on this port of the loopback interface now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Finds the process that listens on a port. */
  public static Optional<PortHolder> of(int port) {
    Set<String> sockets = new HashSet<>();
    SOCKET_TABLES.forEach(table -> sockets.addAll(listening(table, port)));
    return ProcessHandle.allProcesses()
        .filter(process -> holdsAny(process.pid(), sockets))
        .findFirst()
        .map(process -> new PortHolder(process.pid(), command(process.pid())));
  }

  /** One phrase for an error line. */
  public String describe() {
    return "pid " + pid + " (" + command + ")";
  }

  private static List<String> listening(Path table, int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    List<String> sockets = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(table)) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
          sockets.add("socket:[" + fields[9] + "]");
        }
      }
    } catch (IOException noSuchTable) {
      return List.of();
    }
    return sockets;
  }

  private static boolean holdsAny(long pid, Set<String> sockets) {
    Path directory = Path.of("/proc", Long.toString(pid), "fd");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (pointsTo(file, sockets)) {
          return true;
        }
      }
      return false;
    } catch (IOException | java.nio.file.DirectoryIteratorException foreignOrGone) {
      return false;
    }
  }

  private static boolean pointsTo(Path file, Set<String> sockets) {
    try {
      return sockets.contains(Files.readSymbolicLink(file).toString());
    } catch (IOException closed) {
      return false;
    }
  }

  private static String command(long pid) {
    try {
      String line =
          Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
              .replace('\0', ' ')
              .strip();
      return line.length() <= MAX_COMMAND ? line : line.substring(0, MAX_COMMAND) + "...";
    } catch (IOException gone) {
      return "ended meanwhile";
    }
  }
}
