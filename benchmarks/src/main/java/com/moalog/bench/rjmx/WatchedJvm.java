package com.moalog.bench.rjmx;

import com.moalog.bench.measure.HttpConnection;
import com.moalog.bench.measure.HttpRequestBytes;
import com.moalog.local.servers.LocalServer;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The watched application with one way to read it. Immutable.
 *
 * @param port where that way is open; nothing listens there for {@link Way#NONE}
 */
record WatchedJvm(Way way, int port, Programs programs) implements LocalServer {

  private static final List<String> FLAGS = List.of("-Xms64m", "-Xmx64m", "-XX:+UseSerialGC");

  /** What is in the application so that its metrics can be read. */
  enum Way {
    NONE,
    JOLOKIA,
    JMX_EXPORTER,
    RMI
  }

  static WatchedJvm with(Way way, Programs programs) throws IOException {
    return new WatchedJvm(way, TestServers.freePort(), programs);
  }

  @Override
  public String name() {
    return "watched-" + way.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(directory());
    Files.deleteIfExists(ready());
  }

  private Path directory() {
    return Path.of("target", "bench", name() + "-" + port).toAbsolutePath();
  }

  private Path ready() {
    return directory().resolve(WatchedApp.READY);
  }

  @Override
  public Command command() {
    List<String> arguments = new ArrayList<>(List.of(Programs.java()));
    arguments.addAll(FLAGS);
    arguments.addAll(opened());
    arguments.addAll(
        List.of(
            "-cp",
            Programs.ownClasses().toString(),
            WatchedApp.class.getName(),
            directory().toString()));
    return new Command(arguments, Map.of(), directory());
  }

  private List<String> opened() {
    return switch (way) {
      case NONE -> List.of();
      case JOLOKIA ->
          List.of(
              "-javaagent:%s=host=127.0.0.1,discoveryEnabled=false,port=%d"
                  .formatted(programs.jolokia(), port));
      case JMX_EXPORTER ->
          List.of(
              "-javaagent:%s=127.0.0.1:%d:%s"
                  .formatted(programs.jmxExporterAgent(), port, programs.rules()));
      case RMI ->
          List.of(
              "-Djava.rmi.server.hostname=127.0.0.1",
              "-Dcom.sun.management.jmxremote.host=127.0.0.1",
              "-Dcom.sun.management.jmxremote.port=" + port,
              "-Dcom.sun.management.jmxremote.rmi.port=" + port,
              "-Dcom.sun.management.jmxremote.authenticate=false",
              "-Dcom.sun.management.jmxremote.ssl=false");
    };
  }

  @Override
  public boolean isHealthy() {
    if (!Files.exists(ready())) {
      return false;
    }
    return switch (way) {
      case NONE -> true;
      case JOLOKIA -> answers("/jolokia/");
      case JMX_EXPORTER -> answers("/metrics");
      case RMI -> listens();
    };
  }

  private boolean answers(String path) {
    try (HttpConnection connection = new HttpConnection(port)) {
      return connection.exchange(HttpRequestBytes.of("GET", path, Map.of())) / 100 == 2;
    } catch (IOException notYet) {
      return false;
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
