package com.moalog.rjmx.serve;

import com.moalog.rjmx.host.FileException;
import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.host.Signal;
import com.moalog.rjmx.net.ClientTls;
import com.moalog.rjmx.net.Connection;
import com.moalog.rjmx.net.Endpoint;
import com.moalog.rjmx.net.Listener;
import com.moalog.rjmx.net.Network;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.net.ServerTls;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A machine on which time stands still but while the program waits: then it jumps to where the next
 * thing happens. A turn that waits for nothing takes a millisecond.
 */
final class StillMachine implements Network, Host {

  private static final long LIMIT_MILLIS = 3_600_000;

  private final TreeMap<Long, Deque<Runnable>> events = new TreeMap<>();
  private final Map<String, Answering> targets = new HashMap<>();
  private final Deque<Wire> backlog = new ArrayDeque<>();
  private final Deque<Signal> signals = new ArrayDeque<>();
  private final StringBuilder log = new StringBuilder();
  private long nowMillis;

  /** What becomes of a connection to a target. */
  interface Answering {

    /**
     * Sees to a connection that is asked for.
     *
     * @throws NetworkException when it is refused at once
     */
    void connect(Wire wire) throws NetworkException;
  }

  /** A target that takes so long to answer each question. */
  Answering after(long millis, String body) {
    return wire -> {
      wire.connect();
      wire.whenAsked(() -> at(nowMillis + millis, () -> wire.answer(body)));
    };
  }

  void target(String host, Answering answering) {
    targets.put(host, answering);
  }

  /** Lets something happen at a time, before whatever else was planned for a later one. */
  void at(long millis, Runnable event) {
    events.computeIfAbsent(millis, time -> new ArrayDeque<>()).add(event);
  }

  void signal(Signal signal) {
    signals.add(signal);
  }

  long nowMillis() {
    return nowMillis;
  }

  String log() {
    return log.toString();
  }

  /** A client that connects at a time. */
  Wire client(long millis) {
    Wire wire = new Wire(this::nowMillis);
    wire.connect();
    at(millis, () -> backlog.add(wire));
    return wire;
  }

  @Override
  public void await(long timeoutMillis) {
    long until = nowMillis + Math.max(1, timeoutMillis);
    if (timeoutMillis > 0 && !events.isEmpty()) {
      until = Math.max(nowMillis, Math.min(until, events.firstKey()));
    }
    nowMillis = until;
    if (nowMillis > LIMIT_MILLIS) {
      throw new IllegalStateException("nothing happens any more: " + log);
    }
    while (!events.isEmpty() && events.firstKey() <= nowMillis) {
      events.pollFirstEntry().getValue().forEach(Runnable::run);
    }
  }

  @Override
  public Listener listen(Endpoint address, @Nullable ServerTls tls) {
    return new Listener() {
      @Override
      public Optional<Connection> accept() {
        return Optional.ofNullable(backlog.poll());
      }

      @Override
      public int port() {
        return address.port();
      }

      @Override
      public void wake(boolean forNewConnections) {
        // Whoever waits is woken by every event.
      }

      @Override
      public void close() {
        backlog.clear();
      }
    };
  }

  @Override
  public Connection connect(Endpoint address, @Nullable ClientTls tls) throws NetworkException {
    Wire wire = new Wire(this::nowMillis);
    Answering answering = targets.get(address.host());
    if (answering != null) {
      answering.connect(wire);
    }
    return wire;
  }

  @Override
  public boolean hasTls() {
    return false;
  }

  @Override
  public long monotonicMicros() {
    return nowMillis * 1000;
  }

  @Override
  public long epochMillis() {
    return nowMillis;
  }

  @Override
  public Optional<String> environment(String name) {
    return Optional.empty();
  }

  @Override
  public byte[] read(String path, int limitBytes) throws FileException {
    throw new FileException(FileException.Reason.MISSING, path);
  }

  @Override
  public int openFiles() {
    return -1;
  }

  @Override
  public void print(String text) {
    log.append(text);
  }

  @Override
  public void printError(String text) {
    log.append(text);
  }

  @Override
  public Optional<Signal> nextSignal() {
    return Optional.ofNullable(signals.poll());
  }

  @Override
  public String kind() {
    return "still";
  }
}
