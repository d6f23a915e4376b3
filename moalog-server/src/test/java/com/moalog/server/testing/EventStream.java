package com.moalog.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a stream of server-sent events. Thread-safe. */
public final class EventStream implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int REPEAT_SECONDS = 10;

  /** An event; without an id it is {@code null}. The end of the stream has the name {@code END}. */
  public record Event(@Nullable String id, String name, String data) {
    static final Event END = new Event(null, "END", "");
  }

  private final Stream<String> lines;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private EventStream(Stream<String> lines) {
    this.lines = lines;
    Thread.ofVirtual().name("event-stream").start(this::read);
  }

  /** Connects as the bearer of the token, after the event with that id if there is one. */
  public static EventStream open(
      TestServer server, long retrospect, String token, @Nullable String lastEventId) {
    URI address = server.address().resolve("/api/v1/retrospects/" + retrospect + "/events");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      HttpResponse<Stream<String>> response = HTTP.send(request.build(), BodyHandlers.ofLines());
      if (response.statusCode() != 200) {
        throw new AssertionError("the stream was refused with " + response.statusCode());
      }
      return new EventStream(response.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private void read() {
    List<String> event = new ArrayList<>();
    try {
      lines.forEach(line -> {
        if (!line.isEmpty()) {
          event.add(line);
        } else {
          add(event);
          event.clear();
        }
      });
    } catch (UncheckedIOException broken) {
      event.clear();
    }
    events.add(Event.END);
  }

  private void add(List<String> fields) {
    String name = field(fields, "event");
    if (name != null) {
      String data = field(fields, "data");
      events.add(new Event(field(fields, "id"), name, data == null ? "" : data));
    }
  }

  private static @Nullable String field(List<String> fields, String name) {
    return fields.stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse(null);
  }

  /** The next event; fails when none comes. */
  public Event next() {
    return next(() -> {});
  }

  /** The next event; until it comes, what leads to it is done again every ten seconds. */
  public Event next(Runnable cause) {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      @Nullable Event event = null;
      while (event == null && System.nanoTime() < end) {
        cause.run();
        event = events.poll(REPEAT_SECONDS, TimeUnit.SECONDS);
      }
      if (event == null) {
        throw new AssertionError("no event within " + LIMIT);
      }
      return event;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The next event that is not about who is writing. */
  public Event nextNumbered() {
    Event event = next();
    while (event.name().equals("writing")) {
      event = next();
    }
    return event;
  }

  @Override
  public void close() {
    lines.close();
  }
}
