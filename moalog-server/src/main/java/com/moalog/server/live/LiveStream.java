package com.moalog.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.live.Topic.News;
import com.moalog.server.live.Topic.Place;
import com.moalog.server.model.RetrospectId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what happens in one retrospect to one client (server-sent events, WHATWG HTML 9.2) until
 * the client goes, the caller's token or right ends, or the server stops. Confined to its own
 * virtual thread, which waits without holding a platform thread; a client that does not read is
 * dropped by the write time-out of the web server.
 */
final class LiveStream {

  static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int RECONNECT_MILLIS = 2_000;

  private final RetrospectId retrospect;
  private final Topic topic;
  private final LiveRows rows;
  private final JsonMapper json;
  private final Session session;
  private long number;
  private Writers writers = Writers.NOBODY;
  private Instant checkDue;

  LiveStream(
      RetrospectId retrospect, Topic topic, LiveRows rows, JsonMapper json, Session session) {
    this.retrospect = retrospect;
    this.topic = topic;
    this.rows = rows;
    this.json = json;
    this.session = session;
    this.checkDue = session.clock().instant().plus(HEARTBEAT);
  }

  /**
   * Writes until the end.
   *
   * @param from the number of the last event that the client has, or -1 to begin now
   */
  void run(long from, OutputStream out) throws IOException, InterruptedException {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    write(first, "retry: " + RECONNECT_MILLIS + "\n\n");
    if (from < 0) {
      number = topic.last();
      numbered(first, number, "ready", "{}");
    } else {
      resume(from, first);
    }
    flush(first, out);
    while (round(out)) {
      // each round waits for news or the next heartbeat
    }
  }

  private boolean round(OutputStream out) throws IOException, InterruptedException {
    Duration left = Duration.between(session.clock().instant(), session.end());
    if (left.isNegative() || left.isZero()) {
      return bye(out, "expired");
    }
    if (!isStillAllowed()) {
      return bye(out, "noAccess");
    }
    Duration wait = left.compareTo(HEARTBEAT) < 0 ? left : HEARTBEAT;
    News news = topic.await(new Place(number, writers), wait.toNanos());
    ByteArrayOutputStream next = new ByteArrayOutputStream();
    if (news.behind()) {
      resume(number, next);
    } else {
      send(news.events(), next);
    }
    if (!news.writers().equals(writers)) {
      writers = news.writers();
      write(next, "event: writing\ndata: " + json.writeValueAsString(writers) + "\n\n");
    }
    if (next.size() == 0 && !news.closed()) {
      write(next, ":\n\n");
    }
    flush(next, out);
    return !news.closed() || bye(out, "closing");
  }

  /** Looked up again with every heartbeat, however much happens in between. */
  private boolean isStillAllowed() {
    Instant now = session.clock().instant();
    if (now.isBefore(checkDue)) {
      return true;
    }
    checkDue = now.plus(HEARTBEAT);
    return session.allowed().getAsBoolean();
  }

  /** What follows a number, from the log; a reset when the log does not reach back so far. */
  private void resume(long from, ByteArrayOutputStream next) {
    long last = rows.last(retrospect);
    List<NumberedEvent> missed = from < last ? rows.after(retrospect, from) : List.of();
    boolean complete = missed.isEmpty() ? from == last : missed.getFirst().number() == from + 1;
    number = complete ? from : last;
    if (complete) {
      send(missed, next);
    } else {
      numbered(next, number, "reset", "{}");
    }
  }

  private void send(List<NumberedEvent> events, ByteArrayOutputStream next) {
    for (NumberedEvent event : events) {
      numbered(next, event.number(), event.name(), event.data());
      number = event.number();
    }
  }

  private static void numbered(ByteArrayOutputStream next, long number, String name, String data) {
    write(next, "id: " + number + "\nevent: " + name + "\ndata: " + data + "\n\n");
  }

  private static boolean bye(OutputStream out, String reason) throws IOException {
    ByteArrayOutputStream last = new ByteArrayOutputStream();
    write(last, "event: bye\ndata: {\"reason\":\"" + reason + "\"}\n\n");
    flush(last, out);
    return false;
  }

  private static void write(ByteArrayOutputStream next, String text) {
    next.writeBytes(text.getBytes(UTF_8));
  }

  private static void flush(ByteArrayOutputStream next, OutputStream out) throws IOException {
    if (next.size() > 0) {
      next.writeTo(out);
      out.flush();
    }
  }

  /**
   * How long a stream may last.
   *
   * @param end when the caller's token ends
   * @param allowed whether the caller may still read the retrospect
   */
  record Session(Clock clock, Instant end, BooleanSupplier allowed) {}
}
