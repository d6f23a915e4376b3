package com.moalog.chaos.network;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A careless post office between two services: it takes every message at once, waits until some
 * have come together, and delivers them in any order, each of them twice. Thread-safe.
 */
public final class Scrambler implements AutoCloseable {

  private static final Duration COLLECTING = Duration.ofMillis(700);
  private static final int COPIES = 2;
  private static final int OK = 200;
  private static final int TRIES = 20;

  private final HttpRelay relay;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<HttpRelay.Parcel> waiting = new ArrayList<>();
  private final Random order;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger delivered = new AtomicInteger();
  private volatile boolean goesOn = true;

  /** Delivers to that port; the same seed gives the same order. */
  public Scrambler(int servicePort, long seed) throws IOException {
    relay = new HttpRelay(servicePort);
    order = new Random(seed);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
    threads.execute(this::deliverAll);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Messages that came. */
  public int accepted() {
    return accepted.get();
  }

  /** Deliveries that were accepted by the receiver, copies included. */
  public int delivered() {
    return delivered.get();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpRelay.Parcel parcel = HttpRelay.Parcel.of(exchange);
      synchronized (waiting) {
        waiting.add(parcel);
      }
      accepted.incrementAndGet();
      exchange.sendResponseHeaders(OK, -1);
    }
  }

  private void deliverAll() {
    try {
      while (goesOn) {
        Thread.sleep(COLLECTING);
        for (HttpRelay.Parcel parcel : shuffled()) {
          deliver(parcel);
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private List<HttpRelay.Parcel> shuffled() {
    List<HttpRelay.Parcel> batch = new ArrayList<>();
    synchronized (waiting) {
      for (int copy = 0; copy < COPIES; copy++) {
        batch.addAll(waiting);
      }
      waiting.clear();
    }
    Collections.shuffle(batch, order);
    return batch;
  }

  private void deliver(HttpRelay.Parcel parcel) throws InterruptedException {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        if (relay.send(parcel).statusCode() == OK) {
          delivered.incrementAndGet();
          return;
        }
      } catch (IOException away) {
        // The next attempt may find the receiver there.
      }
      Thread.sleep(COLLECTING);
    }
  }

  @Override
  public void close() {
    goesOn = false;
    server.stop(0);
    threads.shutdownNow();
    relay.close();
  }
}
