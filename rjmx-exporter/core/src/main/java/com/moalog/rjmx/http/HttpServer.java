package com.moalog.rjmx.http;

import com.moalog.rjmx.net.Connection;
import com.moalog.rjmx.net.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server that is turned by its owner: {@link #turn} does what can be done without
 * waiting. Not thread-safe.
 */
public final class HttpServer {

  private final ServerLimits limits;
  private final Handler handler;
  private final List<ServerConnection> connections = new ArrayList<>();
  private @Nullable Listener listener;
  private boolean stopping;

  public HttpServer(Listener listener, ServerLimits limits, Handler handler) {
    this.listener = listener;
    this.limits = limits;
    this.handler = handler;
  }

  /** Accepts, reads, answers, sends and drops what has waited too long. */
  public void turn(long nowMillis) {
    accept(nowMillis);
    for (int i = connections.size() - 1; i >= 0; i--) {
      ServerConnection connection = connections.get(i);
      connection.turn(nowMillis);
      if (connection.isClosed()) {
        connections.remove(i);
      }
    }
  }

  private void accept(long nowMillis) {
    Listener open = listener;
    if (open == null) {
      return;
    }
    while (connections.size() < limits.connections()) {
      Optional<Connection> next = open.accept();
      if (next.isEmpty()) {
        break;
      }
      connections.add(new ServerConnection(next.get(), limits, handler, nowMillis));
    }
    open.wake(connections.size() < limits.connections());
  }

  /** The time at which a connection would be dropped next; {@link Long#MAX_VALUE} for never. */
  public long nextDeadlineMillis() {
    long next = Long.MAX_VALUE;
    for (ServerConnection connection : connections) {
      next = Math.min(next, connection.deadlineMillis());
    }
    return next;
  }

  /** From now on new connections come from this listener; the old one is closed. */
  public void replace(Listener next) {
    closeListener();
    listener = next;
  }

  /** Takes no new connections until {@link #replace}; those that are open stay. */
  public void closeListener() {
    if (listener != null) {
      listener.close();
      listener = null;
    }
  }

  public boolean isListening() {
    return listener != null;
  }

  /** Takes no new request; those in flight are answered. */
  public void stop() {
    if (!stopping) {
      stopping = true;
      closeListener();
      connections.forEach(ServerConnection::finish);
    }
  }

  /** Closes everything that is left. */
  public void close() {
    stop();
    connections.forEach(ServerConnection::close);
    connections.clear();
  }

  /** Whether nothing is left to answer after {@link #stop}. */
  public boolean isFinished() {
    return stopping && connections.isEmpty();
  }

  /** The number of connections with a request in flight. */
  public int activeConnections() {
    int active = 0;
    for (ServerConnection connection : connections) {
      active += connection.isIdle() ? 0 : 1;
    }
    return active;
  }

  /** The number of connections that wait for their next request. */
  public int idleConnections() {
    return connections.size() - activeConnections();
  }
}
