package com.moalog.rjmx.http;

import com.moalog.rjmx.net.Connection;
import com.moalog.rjmx.net.Interest;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.text.Bytes;

/** One connection of a server: reads a head, hands it over, sends the answer, and again. */
final class ServerConnection implements Handler.Answer {

  private static final int FIRST_HEAD_BYTES = 512;
  private static final int READ_BYTES = 2048;

  private enum State {
    READING,
    ANSWERING,
    SENDING,
    CLOSED
  }

  private final Connection connection;
  private final ServerLimits limits;
  private final Handler handler;
  private Bytes received = new Bytes(FIRST_HEAD_BYTES);
  private Bytes toSend = new Bytes(0);
  private int sent;
  private State state = State.READING;
  private boolean closeAfterAnswer;
  private boolean headOnly;
  private long nowMillis;
  private long deadlineMillis;

  ServerConnection(Connection connection, ServerLimits limits, Handler handler, long nowMillis) {
    this.connection = connection;
    this.limits = limits;
    this.handler = handler;
    this.nowMillis = nowMillis;
    this.deadlineMillis = nowMillis + limits.headMillis();
    connection.want(Interest.READING);
  }

  void turn(long now) {
    nowMillis = now;
    try {
      if (state == State.READING) {
        read();
      } else if (state == State.ANSWERING && connection.isReady()) {
        watchForEnd();
      }
      if (state == State.SENDING) {
        if (deadlineMillis == Long.MAX_VALUE) {
          deadlineMillis = now + limits.sendMillis();
        }
        write();
      }
    } catch (NetworkException gone) {
      close();
    }
    if (state != State.CLOSED && now >= deadlineMillis) {
      expire();
    }
  }

  private void read() throws NetworkException {
    byte[] chunk = new byte[READ_BYTES];
    while (state == State.READING && connection.isReady()) {
      int count = connection.read(chunk, 0, chunk.length);
      if (count == Connection.END) {
        close();
        return;
      }
      if (count == 0) {
        return;
      }
      if (received.size() == 0) {
        deadlineMillis = nowMillis + limits.headMillis();
      }
      received.add(chunk, 0, count);
      takeRequest();
    }
  }

  /** While an answer is prepared the asker may leave: then nothing needs to be sent. */
  private void watchForEnd() throws NetworkException {
    byte[] ahead = new byte[READ_BYTES];
    int count = connection.read(ahead, 0, ahead.length);
    if (count == Connection.END) {
      close();
    } else if (count > 0) {
      received.add(ahead, 0, count);
      connection.want(Interest.NOTHING);
    }
  }

  private void takeRequest() {
    int end = Heads.end(received);
    if (end < 0) {
      if (received.size() > limits.headBytes()) {
        refuse(431, "header too large");
      }
      return;
    }
    if (end > limits.headBytes()) {
      refuse(431, "header too large");
      return;
    }
    Bytes head = new Bytes(end).add(received.array(), 0, end);
    Bytes rest = new Bytes(FIRST_HEAD_BYTES).add(received.array(), end, received.size() - end);
    received = rest;
    state = State.ANSWERING;
    deadlineMillis = Long.MAX_VALUE;
    Request request;
    try {
      request = RequestHead.parse(head.text());
    } catch (HttpException malformed) {
      refuse(400, "malformed request");
      return;
    }
    begin(request);
  }

  private void begin(Request request) {
    headOnly = request.method().equals("HEAD");
    closeAfterAnswer |= RequestHead.asksToClose(request);
    if (RequestHead.hasBody(request)) {
      refuse(413, "no request bodies here");
      return;
    }
    connection.want(Interest.READING);
    handler.handle(request, this);
  }

  private void refuse(int status, String reason) {
    closeAfterAnswer = true;
    headOnly = false;
    state = State.ANSWERING;
    send(Response.of(status, "text/plain; charset=utf-8", reason + "\n"));
  }

  @Override
  public boolean isWanted() {
    return state == State.ANSWERING;
  }

  @Override
  public void send(Response response) {
    if (state != State.ANSWERING) {
      return;
    }
    Bytes body = response.body();
    Bytes message = new Bytes(256 + (headOnly ? 0 : body.size()));
    message.add("HTTP/1.1 " + response.status() + " " + Response.reason(response.status()));
    message.add("\r\nContent-Type: ").add(response.contentType());
    message.add("\r\nContent-Length: ").add(Integer.toString(body.size())).add("\r\n");
    message.add(response.headers());
    message.add(closeAfterAnswer ? "Connection: close\r\n\r\n" : "\r\n");
    if (!headOnly) {
      message.add(body.array(), 0, body.size());
    }
    toSend = message;
    sent = 0;
    state = State.SENDING;
    // The answer may have taken long to make: the time to send it begins with the first turn.
    deadlineMillis = Long.MAX_VALUE;
    connection.want(Interest.WRITING);
  }

  private void write() throws NetworkException {
    while (sent < toSend.size()) {
      int count = connection.write(toSend.array(), sent, toSend.size() - sent);
      if (count == 0) {
        return;
      }
      sent += count;
    }
    toSend = new Bytes(0);
    if (closeAfterAnswer) {
      close();
      return;
    }
    state = State.READING;
    deadlineMillis = nowMillis + limits.idleMillis();
    connection.want(Interest.READING);
    if (received.size() > 0) {
      takeRequest();
    }
  }

  private void expire() {
    if (state == State.READING && received.size() > 0) {
      refuse(408, "request took too long");
    } else {
      close();
    }
  }

  /** Closes when idle, otherwise after the answer. */
  void finish() {
    closeAfterAnswer = true;
    if (isIdle()) {
      close();
    }
  }

  void close() {
    state = State.CLOSED;
    connection.close();
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  boolean isIdle() {
    return state == State.READING && received.size() == 0;
  }

  long deadlineMillis() {
    return deadlineMillis;
  }
}
