package com.moalog.chaos.experiment;

import com.moalog.chaos.http.Http;
import com.moalog.chaos.http.Reply;
import com.moalog.chaos.platform.Addresses;
import com.moalog.chaos.platform.Platform;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Where one experiment takes place: the platform, and what was found out by the way. Thread-safe.
 */
public final class Stage {

  private final Platform platform;
  private volatile Addresses addresses;
  private final int number;
  private final Depth depth;
  private final Http http = new Http();
  private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
  private final Map<Class<?>, Object> props = new ConcurrentHashMap<>();
  private final Deque<Runnable> ends = new ConcurrentLinkedDeque<>();

  /**
   * A stage for one experiment.
   *
   * @param number of the experiment in this run
   */
  public Stage(Platform platform, int number, Depth depth) {
    this.platform = platform;
    this.addresses = platform.addresses();
    this.number = number;
    this.depth = depth;
  }

  public Platform platform() {
    return platform;
  }

  /** Where users and buyers go. */
  public Addresses addresses() {
    return addresses;
  }

  /** Sends users and buyers elsewhere; only before they come. */
  public void reroute(Addresses other) {
    addresses = other;
  }

  public int number() {
    return number;
  }

  public Depth depth() {
    return depth;
  }

  public Http http() {
    return http;
  }

  public void note(Finding finding) {
    findings.add(finding);
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Keeps something that a later step asks for by its class. */
  public <T> T keep(T prop) {
    props.put(prop.getClass(), prop);
    return prop;
  }

  /** Keeps something that has to be put away after the experiment. */
  public <T> T keep(T prop, Runnable end) {
    ends.push(end);
    return keep(prop);
  }

  /** What an earlier step kept. */
  public <T> T kept(Class<T> type) {
    Object prop = props.get(type);
    if (prop == null) {
      throw new IllegalStateException("nothing kept of " + type);
    }
    return type.cast(prop);
  }

  /** The last one first. */
  void putAway() {
    while (!ends.isEmpty()) {
      ends.pop().run();
    }
  }

  /** Asks a part without a login. */
  public Reply get(URI service, String path) throws InterruptedException {
    return http.get(service.resolve(path), Map.of());
  }

  /** Waits until it holds; false when it did not in that time. */
  public boolean await(Duration limit, Probe probe) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!probe.holds(this)) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(Duration.ofMillis(20));
    }
    return true;
  }
}
