package com.moalog.rjmx.http;

import com.moalog.rjmx.net.ClientTls;
import com.moalog.rjmx.net.Connection;
import com.moalog.rjmx.net.Endpoint;
import com.moalog.rjmx.net.Interest;
import com.moalog.rjmx.net.Network;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.text.Bytes;
import com.moalog.rjmx.text.Letters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One kept connection to one endpoint, with at most one call in flight. Its owner turns it: {@link
 * #turn} does what can be done without waiting. Not thread-safe.
 */
public final class HttpClient {

  private static final int READ_BYTES = 8192;
  private static final int HEAD_LIMIT_BYTES = 16 * 1024;

  private enum State {
    IDLE,
    CONNECTING,
    SENDING,
    READING_HEAD,
    READING_BODY,
    DONE,
    FAILED
  }

  /** When a call ends: connecting by the first time, all of it by the second. */
  public record Deadlines(long connectMillis, long wholeMillis) {}

  private final Network network;
  private final Endpoint endpoint;
  private final @Nullable ClientTls tls;
  private final byte[] chunk = new byte[READ_BYTES];
  private @Nullable Connection connection;
  private State state = State.IDLE;
  private @Nullable Call call;
  private @Nullable CallFailure failure;
  private long idleSinceMillis;

  public HttpClient(Network network, Endpoint endpoint, @Nullable ClientTls tls) {
    this.network = network;
    this.endpoint = endpoint;
    this.tls = tls;
  }

  /** What belongs to one call. */
  private static final class Call {
    private final Bytes request;
    private final ResponseReader reader;
    private final Deadlines deadlines;
    private final boolean reused;
    private final Bytes head = new Bytes(512);
    private @Nullable BodyFraming framing;
    private int sent;

    Call(Bytes request, ResponseReader reader, Deadlines deadlines, boolean reused) {
      this.request = request;
      this.reader = reader;
      this.deadlines = deadlines;
      this.reused = reused;
    }
  }

  /** Starts a call. The request is the whole message, head and body. */
  public void start(Bytes request, ResponseReader reader, Deadlines deadlines) {
    boolean reused = connection != null;
    call = new Call(request, reader, deadlines, reused);
    failure = null;
    if (reused) {
      send();
      return;
    }
    try {
      connection = network.connect(endpoint, tls);
      connection.want(Interest.WRITING);
      state = State.CONNECTING;
    } catch (NetworkException refused) {
      fail(reasonOf(refused), String.valueOf(refused.getMessage()), true);
    }
  }

  private void send() {
    state = State.SENDING;
    if (connection != null) {
      connection.want(Interest.WRITING);
    }
  }

  /** Goes on with the call as far as it goes without waiting. */
  public void turn(long nowMillis) {
    Call current = call;
    Connection open = connection;
    if (current == null || open == null || isEnded()) {
      return;
    }
    try {
      advance(current, open);
    } catch (NetworkException lost) {
      boolean nothingCame = current.head.size() == 0;
      boolean connecting = state == State.CONNECTING;
      fail(
          reasonOf(lost),
          String.valueOf(lost.getMessage()),
          nothingCame && (connecting || current.reused));
    } catch (HttpException malformed) {
      fail("malformed", String.valueOf(malformed.getMessage()), false);
    }
    if (state == State.DONE) {
      idleSinceMillis = nowMillis;
    } else if (state == State.CONNECTING && nowMillis >= current.deadlines.connectMillis()) {
      fail("timeout", "no connection to " + endpoint + " in time", false);
    } else if (!isEnded() && nowMillis >= current.deadlines.wholeMillis()) {
      fail("timeout", "no whole answer from " + endpoint + " in time", false);
    }
  }

  private void advance(Call current, Connection open) throws NetworkException, HttpException {
    if (state == State.CONNECTING) {
      if (!open.isConnected()) {
        return;
      }
      send();
    }
    if (state == State.SENDING) {
      write(current, open);
    }
    while ((state == State.READING_HEAD || state == State.READING_BODY) && open.isReady()) {
      int count = open.read(chunk, 0, chunk.length);
      if (count == 0) {
        return;
      }
      received(current, count);
    }
  }

  private void write(Call current, Connection open) throws NetworkException {
    while (current.sent < current.request.size()) {
      int left = current.request.size() - current.sent;
      int count = open.write(current.request.array(), current.sent, left);
      if (count == 0) {
        return;
      }
      current.sent += count;
    }
    state = State.READING_HEAD;
    open.want(Interest.READING);
  }

  private void received(Call current, int count) throws NetworkException, HttpException {
    if (state == State.READING_BODY) {
      body(current, chunk, 0, count);
      return;
    }
    if (count == Connection.END) {
      throw new NetworkException(
          NetworkException.Reason.RESET, endpoint + " closed the connection without an answer");
    }
    current.head.add(chunk, 0, count);
    int end = Heads.end(current.head);
    if (end < 0) {
      if (current.head.size() > HEAD_LIMIT_BYTES) {
        throw new HttpException("the head of the answer is longer than " + HEAD_LIMIT_BYTES);
      }
      return;
    }
    ResponseHead head = ResponseHead.parse(current.head, end);
    if (head.status() == 100) {
      throw new HttpException("unexpected interim answer");
    }
    current.reader.head(head.status(), head.head());
    current.framing = head.framing();
    state = State.READING_BODY;
    body(current, current.head.array(), end, current.head.size() - end);
  }

  private void body(Call current, byte[] bytes, int offset, int count)
      throws HttpException, NetworkException {
    BodyFraming framing = current.framing;
    if (framing == null) {
      return;
    }
    if (count == Connection.END) {
      if (!framing.endsWithConnection()) {
        throw new NetworkException(
            NetworkException.Reason.RESET, endpoint + " cut its answer short");
      }
      finish(false);
      return;
    }
    framing.take(bytes, offset, count, current.reader);
    if (framing.isComplete()) {
      finish(framing.keepsConnection());
    }
  }

  private void finish(boolean keep) {
    if (!keep) {
      disconnect();
    } else if (connection != null) {
      connection.want(Interest.NOTHING);
    }
    state = State.DONE;
    call = null;
  }

  private void fail(String reason, String message, boolean mayRetry) {
    disconnect();
    failure = new CallFailure(reason, message, mayRetry);
    state = State.FAILED;
    call = null;
  }

  private static String reasonOf(NetworkException failed) {
    return Letters.lower(failed.reason().name());
  }

  /** Gives up the call in flight, if one is. */
  public void abandon(String reason, String message) {
    if (!isEnded()) {
      fail(reason, message, false);
    }
  }

  /** Drops a kept connection that has not been used since {@code sinceMillis}. */
  public void dropIdle(long sinceMillis) {
    if (isEnded() && connection != null && idleSinceMillis <= sinceMillis) {
      disconnect();
    }
  }

  /** Closes the connection. */
  public void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /**
   * The time at which {@link #turn} gives the call in flight up; {@link Long#MAX_VALUE} for none.
   */
  public long nextDeadlineMillis() {
    Call current = call;
    if (current == null || isEnded()) {
      return Long.MAX_VALUE;
    }
    long whole = current.deadlines.wholeMillis();
    boolean connecting = state == State.CONNECTING;
    return connecting ? Math.min(whole, current.deadlines.connectMillis()) : whole;
  }

  /** Whether no call is in flight. */
  public boolean isEnded() {
    return state == State.IDLE || state == State.DONE || state == State.FAILED;
  }

  /** Whether a connection is kept open. */
  public boolean isConnected() {
    return connection != null;
  }

  /** Why the last call failed; empty when it did not. */
  public Optional<CallFailure> failure() {
    return Optional.ofNullable(failure);
  }
}
