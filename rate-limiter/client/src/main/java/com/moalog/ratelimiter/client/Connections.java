package com.moalog.ratelimiter.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one limiter. The one that rested least is asked next, so that as few as needed
 * stay open; one that rested for long is closed before the limiter does so. A new one is opened on
 * a thread of its own, because looking up a name cannot be told how long it may take. Thread-safe.
 */
final class Connections implements AutoCloseable {

  /** Most questions at a time; further ones wait, within their time. */
  static final int MAX_OPEN = 256;

  static final int MAX_RESTING = 64;

  /** The limiter closes a connection that rests for more than 75 s. */
  static final Duration LONGEST_REST = Duration.ofSeconds(30);

  private final String host;
  private final int port;
  private final boolean encrypted;
  private final Duration connectTimeout;
  private final Deque<Connection> resting = new ConcurrentLinkedDeque<>();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final Semaphore free = new Semaphore(MAX_OPEN);
  private volatile boolean closed;

  /** None is open yet. */
  Connections(URI address, Duration connectTimeout) {
    this.host = address.getHost().replaceAll("[\\[\\]]", "");
    this.encrypted = "https".equals(address.getScheme());
    int standardPort = encrypted ? 443 : 80;
    this.port = address.getPort() < 0 ? standardPort : address.getPort();
    this.connectTimeout = connectTimeout;
  }

  /**
   * Sends a whole request, a second time if the first went to a connection that had been closed.
   *
   * @param mostBytes of the answer's body
   * @throws SocketTimeoutException when there is no answer until then
   */
  HttpAnswer ask(byte[] request, int mostBytes, long deadlineNanos)
      throws IOException, InterruptedException {
    if (!free.tryAcquire(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw new SocketTimeoutException("all connections are in use");
    }
    try {
      Connection rested = rested();
      if (rested != null) {
        try {
          return ask(rested, request, mostBytes, deadlineNanos);
        } catch (StaleConnectionException gone) {
          closeResting();
        }
      }
      return ask(connect(deadlineNanos), request, mostBytes, deadlineNanos);
    } finally {
      free.release();
    }
  }

  /** Questions under way end without an answer. */
  @Override
  public void close() {
    closed = true;
    open.forEach(this::end);
    resting.clear();
  }

  private HttpAnswer ask(Connection connection, byte[] request, int mostBytes, long deadlineNanos)
      throws IOException {
    boolean kept = false;
    try {
      HttpAnswer answer = connection.ask(request, mostBytes, deadlineNanos);
      kept = connection.isKept();
      return answer;
    } finally {
      if (kept) {
        keep(connection);
      } else {
        end(connection);
      }
    }
  }

  private @Nullable Connection rested() {
    Connection last = resting.pollFirst();
    while (last != null) {
      if (System.nanoTime() - last.idleSinceNanos() < LONGEST_REST.toNanos()) {
        return last;
      }
      end(last);
      last = resting.pollFirst();
    }
    return null;
  }

  private void keep(Connection connection) {
    if (closed || resting.size() >= MAX_RESTING) {
      end(connection);
      return;
    }
    connection.rest();
    resting.addFirst(connection);
  }

  /** A limiter that has closed one of them has most likely closed all. */
  private void closeResting() {
    for (Connection next = resting.pollFirst(); next != null; next = resting.pollFirst()) {
      end(next);
    }
  }

  private void end(Connection connection) {
    open.remove(connection);
    connection.close();
  }

  private Connection connect(long deadlineNanos) throws IOException, InterruptedException {
    CompletableFuture<Connection> opened = new CompletableFuture<>();
    Thread.ofVirtual().name("limiter-connect").start(() -> connect(opened));
    long left = Math.min(deadlineNanos - System.nanoTime(), connectTimeout.toNanos());
    boolean taken = false;
    try {
      Connection connection = opened.get(left, TimeUnit.NANOSECONDS);
      taken = true;
      return connection;
    } catch (TimeoutException late) {
      throw new SocketTimeoutException("no connection in time");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof SocketTimeoutException late) {
        throw late;
      }
      throw new IOException("no connection", failed.getCause());
    } finally {
      if (!taken) {
        keepLater(opened);
      }
    }
  }

  /** One that comes too late for its question serves the next. */
  @SuppressWarnings("FutureReturnValueIgnored") // Its end is handled by this very stage.
  private void keepLater(CompletableFuture<Connection> opened) {
    opened.whenComplete((connection, failure) -> {
      if (connection != null) {
        keep(connection);
      }
    });
  }

  private void connect(CompletableFuture<Connection> opened) {
    try {
      Connection connection = Connection.open(host, port, encrypted, connectTimeout);
      open.add(connection);
      if (closed) {
        end(connection);
      }
      opened.complete(connection);
    } catch (IOException e) {
      opened.completeExceptionally(e);
    }
  }
}
