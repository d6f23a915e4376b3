package com.moalog.server.live;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.RetrospectAccess;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/** Opens streams of live events, each on a virtual thread of its own. Thread-safe. */
@Service
class LiveStreams {

  /** In place of the number of an event: begin with what happens from now on. */
  static final long BEGIN_NOW = -1;

  private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);

  private final RetrospectAccess access;
  private final LiveRows rows;
  private final LiveTail tail;
  private final StreamLimits limits;
  private final JsonMapper json;
  private final Clock clock;

  LiveStreams(
      RetrospectAccess access, LiveRows rows, LiveTail tail, StreamLimits limits, Output output) {
    this.access = access;
    this.rows = rows;
    this.tail = tail;
    this.limits = limits;
    this.json = output.json();
    this.clock = output.clock();
  }

  /** Opens a stream, or refuses; the caller's thread does not wait for its end. */
  void open(Wish wish, HttpServletRequest request, HttpServletResponse response) {
    access.require(wish.retrospect(), wish.member()).requireInside(ErrorCode.NO_ACCESS);
    limits.open(wish.member());
    boolean started = false;
    try {
      Topic topic = tail.watch(wish.retrospect());
      response.setContentType("text/event-stream;charset=utf-8");
      response.setHeader("Cache-Control", "no-cache, no-store");
      response.setHeader("X-Accel-Buffering", "no");
      AsyncContext async = request.startAsync(request, response);
      async.setTimeout(0);
      Thread.ofVirtual().name("live-stream").start(() -> stream(wish, topic, async));
      started = true;
    } finally {
      if (!started) {
        limits.close(wish.member());
      }
    }
  }

  private void stream(Wish wish, Topic topic, AsyncContext async) {
    LiveStream.Session session = new LiveStream.Session(clock, wish.end(), () -> isAllowed(wish));
    try {
      new LiveStream(wish.retrospect(), topic, rows, json, session)
          .run(wish.from(), async.getResponse().getOutputStream());
    } catch (IOException gone) {
      LOG.debug("a client of live events has gone: {}", gone.getMessage());
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("a stream of live events ends, the client comes again: {}", away.getMessage());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      tail.leave(wish.retrospect());
      limits.close(wish.member());
      complete(async);
    }
  }

  /** When the web server has ended the request itself, there is nothing left to complete. */
  private static void complete(AsyncContext async) {
    try {
      async.complete();
    } catch (IllegalStateException ended) {
      LOG.debug("the request had ended: {}", ended.getMessage());
    }
  }

  private boolean isAllowed(Wish wish) {
    return access
        .find(wish.retrospect(), wish.member())
        .filter(view -> view.standing().isInside())
        .isPresent();
  }

  /**
   * What a client wants to see.
   *
   * @param end when the caller's token ends
   * @param from the number of the last event that the client has
   */
  record Wish(RetrospectId retrospect, MemberId member, Instant end, long from) {}

  /** How events are written. */
  record Output(JsonMapper json, Clock clock) {}
}
