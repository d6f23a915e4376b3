package com.moalog.sandbox.requests;

import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.http.Route;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Remembers the last requests to the outside world that the sandbox plays. Thread-safe. */
public final class RequestLog {

  /** Older requests are forgotten. */
  static final int CAPACITY = 1_000;

  /**
   * One request.
   *
   * @param operation the name that rules match, such as {@code confirm}
   * @param key the {@code Idempotency-Key}, or empty
   * @param subject what the request was about: order, payment key, amount
   * @param fault the kind of the scripted fault that struck it, or empty
   */
  public record Entry(
      Instant at,
      String method,
      String path,
      String operation,
      String key,
      Map<String, String> subject,
      String fault) {}

  private final Deque<Entry> entries = new ArrayDeque<>();

  public synchronized void add(Entry entry) {
    if (entries.size() == CAPACITY) {
      entries.removeFirst();
    }
    entries.addLast(entry);
  }

  public synchronized void clear() {
    entries.clear();
  }

  /** {@code GET /__admin/requests}, oldest first. */
  public List<Route> routes() {
    return List.of(new Route("GET", "/__admin/requests", (request, _) -> listed(request)));
  }

  private synchronized Answer listed(Request request) {
    String operation = request.query().getOrDefault("operation", "");
    List<Entry> wanted =
        entries.stream()
            .filter(entry -> operation.isEmpty() || entry.operation().equals(operation))
            .toList();
    return Json.reply(200, Map.of("requests", wanted));
  }
}
