package com.moalog.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The moment between the signal to stop and the end of listening: the server answers on, and each
 * answer ends its connection ({@code Connection: close}, RFC 9112 section 9.6). So whoever keeps
 * connections goes elsewhere before one is closed under a request. Thread-safe.
 */
final class Draining implements SmartLifecycle {

  private final Duration length;
  private volatile boolean running;
  private volatile boolean draining;

  /**
   * @param length how long; nothing is waited for when it is zero
   */
  Draining(Duration length) {
    this.length = length;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop(Runnable callback) {
    draining = true;
    Thread.ofVirtual()
        .name("draining")
        .start(() -> {
          try {
            Thread.sleep(length);
          } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
          }
          running = false;
          callback.run();
        });
  }

  @Override
  public void stop() {
    draining = true;
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before everything else, above all before the connector is paused. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  /** Tells on each answer that it was the connection's last. */
  final class Filter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      if (draining) {
        response.setHeader("Connection", "close");
      }
      chain.doFilter(request, response);
    }
  }
}
