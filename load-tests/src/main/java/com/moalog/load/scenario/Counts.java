package com.moalog.load.scenario;

import io.gatling.javaapi.core.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What a simulation counts beside Gatling's own figures. Thread-safe. */
final class Counts {

  /** Where a request leaves its status for {@link #add}. */
  static final String STATUS = "status";

  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final Queue<String> orders = new ConcurrentLinkedQueue<>();

  /** Counts the status of the last request under a name. */
  Session add(String name, Session session) {
    int status = session.contains(STATUS) ? session.getInt(STATUS) : 0;
    counts.computeIfAbsent(name + "." + status, _ -> new LongAdder()).increment();
    return session.remove(STATUS);
  }

  /** Remembers the order of the session as paid. */
  Session addOrder(Session session) {
    String order = session.getString("order");
    if (order != null) {
      orders.add(order);
    }
    return session;
  }

  /** One line for each count, and one for each order. */
  void writeTo(Path file) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((name, count) -> sums.put(name, count.sum()));
    Stream<String> lines =
        Stream.concat(
            sums.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()),
            orders.stream().map(order -> "order " + order));
    try {
      Files.write(file, lines.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
