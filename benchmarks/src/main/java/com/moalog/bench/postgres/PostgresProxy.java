package com.moalog.bench.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes connections on 127.0.0.1 through to a PostgreSQL on the same machine, message by message.
 * Thread-safe.
 */
public final class PostgresProxy implements AutoCloseable {

  private static final int BACKLOG = 100;

  private final ServerSocket listener;
  private final int target;
  private final Observer observer;
  private final AtomicLong connections = new AtomicLong();

  private PostgresProxy(ServerSocket listener, int target, Observer observer) {
    this.listener = listener;
    this.target = target;
    this.observer = observer;
  }

  /** Starts a proxy on a free port. */
  public static PostgresProxy start(int target, Observer observer) throws IOException {
    ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    PostgresProxy proxy = new PostgresProxy(listener, target, observer);
    Thread.ofVirtual().name("postgres-proxy").start(proxy::accept);
    return proxy;
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        new PostgresSession(connections.incrementAndGet(), client, server, observer).start();
      } catch (IOException refusedOrClosed) {
        // The service sees a connection that ends at once, as if PostgreSQL were away.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
