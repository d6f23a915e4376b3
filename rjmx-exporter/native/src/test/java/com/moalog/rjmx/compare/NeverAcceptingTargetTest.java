package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A target whose port is open and takes no more connections, by either build. */
class NeverAcceptingTargetTest {

  private static final int MOST_CONNECTIONS = 64;

  private static final int MOST_EXPORTERS = 3;

  /**
   * The first scrape of an exporter gives the target up in far less than the 5 s after which the
   * exporter looks around anyway. The machine may stand still meanwhile; then another is started.
   */
  static void isGivenUpSoon(String target, Callable<RunningExporter> start) throws Exception {
    String soon = "rjmx_scrape_duration_seconds_bucket{target=\"" + target + "\",le=\"2.5\"} 1\n";
    boolean decided = false;
    for (int started = 1; !decided; started++) {
      try (RunningExporter exporter = start.call()) {
        String metrics = exporter.metrics();
        decided = metrics.contains(soon) || started == MOST_EXPORTERS;
        if (decided) {
          assertThat(metrics).contains(soon).contains("rjmx_up{target=\"" + target + "\"} 0");
          assertThat(exporter.log()).contains("no connection to " + target + " in time");
          assertThat(exporter.process().children()).as("processes left").isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void isGivenUpWhenTheTimeToConnectIsOver(Build build) throws Exception {
    List<Socket> crowd = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      crowd(full, crowd);
      String name = "127.0.0.1:" + full.getLocalPort();
      String config =
          """
          jolokia: {url: "http://%s/jolokia", timeout_ms: 60000, connect_timeout_ms: 100}
          rules: [{pattern: 'a<type=X>', name: a}]
          """
              .formatted(name);
      isGivenUpSoon(name, () -> RunningExporter.start(build, ConfigFile.of(config), Map.of()));
    } finally {
      for (Socket one : crowd) {
        one.close();
      }
    }
  }

  /** Connects until nobody gets in any more. */
  private static void crowd(ServerSocket full, List<Socket> crowd) throws IOException {
    while (crowd.size() < MOST_CONNECTIONS) {
      Socket next = new Socket();
      crowd.add(next);
      try {
        next.connect(full.getLocalSocketAddress(), 300);
      } catch (SocketTimeoutException isFull) {
        return;
      }
    }
    throw new IOException("more connections fit than were asked for");
  }
}
