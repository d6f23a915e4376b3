package com.moalog.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A closed loop of HTTP/1.1 requests: each connection sends its next request when it has the answer
 * to the last one and its pause is over. Requests are bytes made by the caller, so that the
 * generator costs little beside what it measures.
 *
 * <p>Immutable; a run uses one platform thread for each connection.
 *
 * @param port where the service listens on 127.0.0.1
 * @param connections how many at the same time, at most {@value #MAX_CONNECTIONS}
 */
public record HttpLoad(int port, int connections) {

  static final int MAX_CONNECTIONS = 1_024;

  public HttpLoad {
    if (connections < 1 || connections > MAX_CONNECTIONS) {
      throw new IllegalArgumentException("1 to " + MAX_CONNECTIONS + ", not " + connections);
    }
  }

  /** What the connections say. Called from many threads. */
  @FunctionalInterface
  public interface Script {

    /**
     * The whole next request, see {@link HttpRequestBytes}.
     *
     * @param connection from 0
     * @param turn how many requests this connection has sent before
     */
    byte[] request(int connection, long turn);

    /** How long a connection waits before its first request, so that not all come at once. */
    default Duration start(int connection) {
      return Duration.ZERO;
    }

    /** How long a connection rests after an answer. */
    default Duration pause(int connection, long turn) {
      return Duration.ZERO;
    }
  }

  /**
   * What came of a run.
   *
   * @param seconds from the first request to the last answer
   * @param latencies of the requests that were answered, whatever the status
   * @param statuses how many answers had which status
   * @param failures connections that broke; each is opened again
   */
  public record Outcome(
      double seconds, Latencies latencies, Map<Integer, Long> statuses, long failures) {

    public Outcome {
      statuses = Map.copyOf(statuses);
    }

    public double perSecond() {
      return latencies.count() / seconds;
    }

    /** Answers with that status. */
    public long count(int status) {
      return statuses.getOrDefault(status, 0L);
    }
  }

  /** Runs for that long. */
  public Outcome run(Duration length, Script script) throws InterruptedException {
    Run run = new Run(this, script, System.nanoTime() + length.toNanos());
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int connection = 0; connection < connections; connection++) {
      int number = connection;
      threads.add(
          Thread.ofPlatform().daemon().name("load-" + number).start(() -> run.talk(number)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return run.outcome((System.nanoTime() - start) / 1e9);
  }

  /** The state of one run. */
  private static final class Run {

    private static final long RECONNECT_MILLIS = 20;

    private final HttpLoad load;
    private final Script script;
    private final long endNanos;
    private final Latencies latencies = new Latencies();
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final LongAdder failures = new LongAdder();

    Run(HttpLoad load, Script script, long endNanos) {
      this.load = load;
      this.script = script;
      this.endNanos = endNanos;
    }

    private boolean isOver() {
      return System.nanoTime() - endNanos >= 0;
    }

    void talk(int number) {
      long turn = 0;
      rest(script.start(number));
      while (!isOver()) {
        try (HttpConnection connection = new HttpConnection(load.port)) {
          while (!isOver() && !connection.isOver()) {
            exchange(connection, number, turn);
            rest(script.pause(number, turn));
            turn++;
          }
        } catch (IOException e) {
          failures.increment();
          turn++;
          rest(Duration.ofMillis(RECONNECT_MILLIS));
        }
      }
    }

    private void exchange(HttpConnection connection, int number, long turn) throws IOException {
      byte[] request = script.request(number, turn);
      long start = System.nanoTime();
      int status = connection.exchange(request);
      latencies.record(System.nanoTime() - start);
      statuses.computeIfAbsent(status, ignored -> new LongAdder()).increment();
    }

    private void rest(Duration pause) {
      long nanos = Math.min(pause.toNanos(), endNanos - System.nanoTime());
      if (nanos <= 0) {
        return;
      }
      try {
        Thread.sleep(Duration.ofNanos(nanos));
      } catch (InterruptedException e) {
        throw new UncheckedIOException(new IOException("the load was interrupted", e));
      }
    }

    Outcome outcome(double seconds) {
      Map<Integer, Long> counts = new TreeMap<>();
      statuses.forEach((status, count) -> counts.put(status, count.sum()));
      return new Outcome(seconds, latencies, counts, failures.sum());
    }
  }
}
