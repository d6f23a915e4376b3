package com.moalog.sandbox.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections and serves each on a virtual thread until closed. Thread-safe.
 *
 * <p>The JDK's own HTTP server would do but for two things that this one exists for: it never lets
 * go of a socket, so it can neither reset one nor leave a caller waiting on purpose.
 */
public final class HttpListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

  /** Connections beyond this are closed at once. */
  static final int MAX_CONNECTIONS = 1_000;

  private static final int BACKLOG = 512;
  private static final int STOP_LIMIT_SECONDS = 2;

  private final ServerSocket door;
  private final Handler handler;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HttpListener(ServerSocket door, Handler handler) {
    this.door = door;
    this.handler = handler;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   * @throws IOException if the address cannot be bound, which it names
   */
  public static HttpListener start(String address, int port, Handler handler) throws IOException {
    ServerSocket door = new ServerSocket();
    try {
      door.bind(new InetSocketAddress(InetAddress.getByName(address), port), BACKLOG);
    } catch (IOException taken) {
      door.close();
      throw new IOException(
          "cannot listen on " + address + ":" + port + ": " + taken.getMessage(), taken);
    }
    HttpListener listener = new HttpListener(door, handler);
    Thread.ofPlatform().name("accept").start(listener::accept);
    return listener;
  }

  public int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        admit(door.accept());
      } catch (IOException failed) {
        if (!door.isClosed()) {
          LOG.warn("cannot accept a connection: {}", failed.toString());
        }
      }
    }
  }

  private void admit(Socket socket) throws IOException {
    if (open.size() >= MAX_CONNECTIONS) {
      socket.close();
      return;
    }
    Connection connection = new Connection(socket, handler);
    open.add(connection);
    try {
      threads.execute(() -> {
        try {
          connection.run();
        } finally {
          open.remove(connection);
        }
      });
    } catch (RejectedExecutionException stopping) {
      LOG.debug("not served any more: {}", stopping.toString());
      connection.close();
    }
  }

  /** Stops listening, lets answers under way finish for a moment, then closes everything. */
  @Override
  public void close() {
    try {
      door.close();
      threads.shutdown();
      open.forEach(Connection::finish);
      if (!threads.awaitTermination(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        open.forEach(Connection::close);
      }
    } catch (IOException failed) {
      LOG.warn("closing the listener: {}", failed.toString());
    } catch (InterruptedException stopped) {
      open.forEach(Connection::close);
      Thread.currentThread().interrupt();
    }
  }
}
