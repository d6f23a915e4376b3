package com.moalog.server.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.context.SmartLifecycle;

/**
 * The moment between the signal to stop and the end of listening: the server answers on, and each
 * request that comes is the last of its connection ({@code Connection: close}, RFC 9112 section
 * 9.6). So whoever keeps connections goes elsewhere before one is closed under a request.
 * Thread-safe.
 */
final class Draining implements SmartLifecycle {

  private final Duration length;
  private final List<AbstractHttp11Protocol<?>> protocols = new CopyOnWriteArrayList<>();
  private volatile boolean running;

  /**
   * @param length how long; nothing is waited for when it is zero
   */
  Draining(Duration length) {
    this.length = length;
  }

  /** What listens. */
  void watch(Connector connector) {
    if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
      protocols.add(protocol);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    protocols.forEach(protocol -> protocol.setMaxKeepAliveRequests(1));
    try {
      Thread.sleep(length);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the connector is paused, and before the live streams end. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
