package com.moalog.chaos.experiment;

import com.moalog.chaos.platform.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.function.Function;

/** Questions that many faults ask. Stateless. */
public final class Probes {

  private static final int CONNECT_MILLIS = 500;

  /** The server's own health, which needs MySQL. */
  public static final Probe READS_ARE_ANSWERED =
      stage -> stage.get(stage.addresses().server(), "/health").isOk();

  private Probes() {}

  /** The service answers its health check. */
  public static Probe answers(Function<Addresses, URI> service, String healthPath) {
    return stage -> stage.get(service.apply(stage.addresses()), healthPath).isOk();
  }

  /** Something listens on the port that this variable names. */
  public static Probe listens(String portVariable) {
    return stage -> {
      int port = Integer.parseInt(stage.platform().setting(portVariable));
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        return true;
      } catch (IOException refused) {
        return false;
      }
    };
  }

  /** The breaker of moalog-server is in this state, by its own metrics. */
  public static Probe breaker(String name, String state) {
    return stage ->
        stage
            .get(stage.addresses().server(), "/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith("resilience4j_circuitbreaker_state{"))
            .filter(line -> line.contains("name=\"" + name + "\""))
            .filter(line -> line.contains("state=\"" + state + "\""))
            .anyMatch(line -> line.endsWith(" 1.0") || line.endsWith(" 1"));
  }
}
