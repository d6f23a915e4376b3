package com.moalog.ratelimiter.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Reads lines and bytes from a socket, each until a point in time. Lines of one answer together fit
 * into the buffer. Not thread-safe.
 */
final class TimedInput {

  private static final int BUFFER_BYTES = 8 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int end;
  private long deadlineNanos;

  TimedInput(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** From now on everything is to be read until then. */
  void readUntil(long nanos) {
    deadlineNanos = nanos;
  }

  /** Whether something was read that nobody has taken. */
  boolean hasRest() {
    return next < end;
  }

  /** The next line without its end; characters are bytes. */
  String line() throws IOException {
    int start = next;
    while (true) {
      for (int i = start; i < end; i++) {
        if (buffer[i] == '\n') {
          int length = i > next && buffer[i - 1] == '\r' ? i - 1 - next : i - next;
          String line = new String(buffer, next, length, StandardCharsets.ISO_8859_1);
          next = i + 1;
          return line;
        }
      }
      start = end - next;
      fill();
    }
  }

  /** So many bytes. */
  byte[] bytes(int count) throws IOException {
    byte[] bytes = new byte[count];
    int taken = Math.min(count, end - next);
    System.arraycopy(buffer, next, bytes, 0, taken);
    next += taken;
    while (taken < count) {
      taken += read(bytes, taken, count - taken);
    }
    return bytes;
  }

  /** Reads more behind what is there already, which moves to the start. */
  private void fill() throws IOException {
    System.arraycopy(buffer, next, buffer, 0, end - next);
    end -= next;
    next = 0;
    if (end == buffer.length) {
      throw new IOException("a line of more than " + buffer.length + " bytes");
    }
    end += read(buffer, end, buffer.length - end);
  }

  private int read(byte[] into, int offset, int length) throws IOException {
    long left = deadlineNanos - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("the limiter did not answer in time");
    }
    socket.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(left) + 1);
    int read = in.read(into, offset, length);
    if (read < 0) {
      throw new EOFException("the connection ended");
    }
    return read;
  }
}
