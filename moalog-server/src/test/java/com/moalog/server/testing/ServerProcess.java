package com.moalog.server.testing;

import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A server in a process of its own, which a test can end as {@code kill -9} does. */
public final class ServerProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** Requests in flight have 20 s, and then everything is closed. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

  private final Process process;
  private final URI address;

  private ServerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** A healthy server with these variables besides the usual ones. */
  public static ServerProcess start(Map<String, String> variables) throws IOException {
    int port = TestServers.freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "com.moalog.server.MoalogServer"))
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(Path.of("target", "killed-server.log").toFile()));
    builder.environment().putAll(TestServer.usualVariables());
    builder.environment().putAll(variables);
    builder.environment().put("SERVER_PORT", Integer.toString(port));
    ServerProcess server =
        new ServerProcess(builder.start(), URI.create("http://127.0.0.1:" + port));
    try {
      Awaitility.await().atMost(START_LIMIT).ignoreExceptions().until(server::isHealthy);
    } catch (ConditionTimeoutException neverHealthy) {
      server.close();
      throw neverHealthy;
    }
    return server;
  }

  private boolean isHealthy() {
    return client().get("/health").status() == 200;
  }

  /** A client that is nobody yet. */
  public ApiClient client() {
    return new ApiClient(address);
  }

  /** Ends it at once; nothing that it was doing is finished. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to stop, and returns its exit status once what is on its way is finished. */
  public int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_LIMIT)) {
      throw new AssertionError("the server did not stop within " + STOP_LIMIT);
    }
    return process.exitValue();
  }

  /** Whether it still takes connections. */
  public boolean isListening() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  @Override
  public void close() {
    kill();
  }
}
