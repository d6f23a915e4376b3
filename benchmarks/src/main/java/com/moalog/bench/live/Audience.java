package com.moalog.bench.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients that watch one retrospect, each on a connection of its own, and note when they hear of a
 * comment. Thread-safe.
 */
final class Audience implements AutoCloseable {

  private static final Pattern COMMENT = Pattern.compile("data: .*\"commentId\":(\\d+).*");
  private static final long LIMIT_SECONDS = 30;
  private static final int PAUSE_MILLIS = 20;

  private final List<Socket> sockets = new ArrayList<>();
  private final Map<Long, ConcurrentLinkedQueue<Long>> arrivals = new ConcurrentHashMap<>();

  private Audience() {}

  /** Connects and waits until every stream is ready. */
  static Audience connect(Team team, int watchers) throws IOException, InterruptedException {
    Audience audience = new Audience();
    CountDownLatch ready = new CountDownLatch(watchers);
    for (int place = 0; place < watchers; place++) {
      audience.watch(team, place, ready);
    }
    if (!ready.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      audience.close();
      throw new IOException(ready.getCount() + " of the streams did not begin");
    }
    return audience;
  }

  private void watch(Team team, int place, CountDownLatch ready) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), team.port());
    sockets.add(socket);
    String request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(team.path(), team.token(place));
    socket.getOutputStream().write(request.getBytes(UTF_8));
    socket.getOutputStream().flush();
    Thread.ofVirtual().name("watcher-" + place).start(() -> listen(socket, ready));
  }

  private void listen(Socket socket, CountDownLatch ready) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        hear(line, ready);
        line = lines.readLine();
      }
    } catch (IOException closed) {
      ready.countDown(); // at the end; what a stream that broke before should hear is missed there
    }
  }

  private void hear(String line, CountDownLatch ready) {
    long now = System.nanoTime();
    if (line.equals("event: ready")) {
      ready.countDown();
    }
    Matcher comment = COMMENT.matcher(line);
    if (comment.matches()) {
      arrivals
          .computeIfAbsent(Long.parseLong(comment.group(1)), _ -> new ConcurrentLinkedQueue<>())
          .add(now);
    }
  }

  /** Waits until every watcher has heard of every comment. */
  void awaitAll(Set<Long> comments) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (missing(comments) > 0) {
      if (System.nanoTime() > end) {
        throw new IOException(missing(comments) + " events did not arrive");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private long missing(Set<Long> comments) {
    return comments.stream()
        .mapToLong(comment -> (long) sockets.size() - heard(comment).size())
        .sum();
  }

  private ConcurrentLinkedQueue<Long> heard(long comment) {
    return arrivals.getOrDefault(comment, new ConcurrentLinkedQueue<>());
  }

  /** When the watchers heard of these comments. */
  Map<Long, List<Long>> arrivals(Set<Long> comments) {
    Map<Long, List<Long>> times = new HashMap<>();
    comments.forEach(comment -> times.put(comment, List.copyOf(heard(comment))));
    return times;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
