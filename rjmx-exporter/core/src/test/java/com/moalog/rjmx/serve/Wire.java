package com.moalog.rjmx.serve;

import com.moalog.rjmx.net.Connection;
import com.moalog.rjmx.net.Interest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A connection within a {@link StillMachine}: the program holds one end, a test the other. */
final class Wire implements Connection {

  private final LongSupplier clock;
  private final StringBuilder toProgram = new StringBuilder();
  private final StringBuilder fromProgram = new StringBuilder();
  private final List<Long> times = new ArrayList<>();
  private Runnable asked = () -> {};
  private Interest wanted = Interest.NOTHING;
  private boolean connected;
  private boolean ended;
  private boolean closed;

  Wire(LongSupplier clock) {
    this.clock = clock;
  }

  void connect() {
    connected = true;
  }

  void whenAsked(Runnable next) {
    asked = next;
  }

  /** Sends a request for a path. */
  void get(String path, String... headers) {
    toProgram.append("GET ").append(path).append(" HTTP/1.1\r\nHost: x\r\n");
    for (String header : headers) {
      toProgram.append(header).append("\r\n");
    }
    toProgram.append("\r\n");
  }

  /** Sends these characters. */
  void send(String text) {
    toProgram.append(text);
  }

  /** Sends an answer with this body. */
  void answer(String body) {
    int length = body.length();
    toProgram.append("HTTP/1.1 200 OK\r\nContent-Length: ").append(length).append("\r\n\r\n");
    toProgram.append(body);
  }

  /** Leaves. */
  void end() {
    ended = true;
  }

  /** All that the program has sent. */
  String received() {
    return fromProgram.toString();
  }

  /** The status of the last answer; 0 for none. */
  int status() {
    int start = fromProgram.lastIndexOf("HTTP/1.1 ");
    return start < 0 ? 0 : Integer.parseInt(fromProgram.substring(start + 9, start + 12));
  }

  /** When the last answer came; -1 for never. */
  long answeredMillis() {
    return times.isEmpty() ? -1 : times.getLast();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int count = Math.min(length, toProgram.length());
    if (count == 0) {
      return ended ? END : 0;
    }
    byte[] bytes = toProgram.substring(0, count).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, target, offset, count);
    toProgram.delete(0, count);
    return count;
  }

  @Override
  public int write(byte[] source, int offset, int length) {
    fromProgram.append(new String(source, offset, length, StandardCharsets.ISO_8859_1));
    times.add(clock.getAsLong());
    asked.run();
    return length;
  }

  @Override
  public void want(Interest interest) {
    wanted = interest;
  }

  @Override
  public boolean isReady() {
    return switch (wanted) {
      case NOTHING -> false;
      case READING -> ended || !toProgram.isEmpty();
      case WRITING -> connected;
    };
  }

  @Override
  public void close() {
    closed = true;
  }
}
