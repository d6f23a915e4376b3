package com.moalog.bench.limiter;

import com.moalog.bench.measure.Latencies;
import com.moalog.bench.measure.ProcessUse;
import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.ratelimiter.client.ClientSettings;
import com.moalog.ratelimiter.client.RateLimitResult;
import com.moalog.ratelimiter.client.RateLimiterClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What asking costs the caller: the client library beside the JDK's HTTP client, from many virtual
 * threads. The CPU is that of the asking process.
 */
final class Callers implements AutoCloseable {

  static final String CLIENT = "moalog client";
  static final String JDK = "JDK HttpClient";

  private static final int THREADS = 64;
  private static final String PLACE = THREADS + " calling threads";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int OK = 200;

  /** One question; fails when it is not allowed. */
  @FunctionalInterface
  private interface Asking {
    void ask(int key) throws IOException, InterruptedException;
  }

  private final URI limiter;
  private final RunningServer<RedisServer> redis;
  private final HttpClient http = HttpClient.newHttpClient();
  private final RateLimiterClient client;

  Callers(URI limiter, RunningServer<RedisServer> redis) {
    this.limiter = limiter;
    this.redis = redis;
    this.client =
        new RateLimiterClient(
            new ClientSettings(limiter, PATIENCE, PATIENCE, PATIENCE), (from, to) -> {});
  }

  List<Case> cases() {
    return List.of(
        new Case(PLACE, CLIENT, Keys.MANY, length -> measure(this::askByClient, length)),
        new Case(PLACE, JDK, Keys.MANY, length -> measure(this::askByJdk, length)));
  }

  private void askByClient(int key) throws IOException {
    RateLimitResult result = client.check("strict:" + key);
    if (!(result instanceof RateLimitResult.Allowed)) {
      throw new IOException("not allowed: " + result);
    }
  }

  private void askByJdk(int key) throws IOException, InterruptedException {
    URI address = limiter.resolve(LimiterBenchmark.CHECK + "strict:" + key);
    HttpResponse<byte[]> answer =
        http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() != OK) {
      throw new IOException("not allowed: " + answer.statusCode());
    }
  }

  private Measured measure(Asking asking, Duration length)
      throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    Queue<IOException> faults = new ConcurrentLinkedQueue<>();
    Measured.Use before = use();
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> keepAsking(asking, start + length.toNanos(), latencies, faults)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    IOException fault = faults.peek();
    if (fault != null) {
      throw fault;
    }
    return use().since(before, latencies, (System.nanoTime() - start) / 1e9, 1);
  }

  private static void keepAsking(
      Asking asking, long endNanos, Latencies latencies, Queue<IOException> faults) {
    try {
      while (System.nanoTime() - endNanos < 0 && faults.isEmpty()) {
        long began = System.nanoTime();
        asking.ask(Keys.MANY.next());
        latencies.record(System.nanoTime() - began);
      }
    } catch (IOException e) {
      faults.add(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Measured.Use use() throws IOException {
    return new Measured.Use(
        ProcessUse.of(ProcessHandle.current().pid()), ProcessUse.of(redis.pid()));
  }

  @Override
  public void close() {
    client.close();
    http.shutdownNow();
  }
}
