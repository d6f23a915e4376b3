package com.moalog.bench.measure;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive connection to 127.0.0.1 that reads answers with a length or in chunks. Not
 * thread-safe.
 */
public final class HttpConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int BUFFER_BYTES = 16_384;
  private static final int MAX_LINE_BYTES = 8_192;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int STATUS_START = 9;
  private static final int STATUS_END = 12;
  private static final int HEXADECIMAL = 16;

  private final Socket socket;
  private final InputStream in;
  private final byte[] line = new byte[MAX_LINE_BYTES];
  private boolean isOver;

  /** Connects to a port of 127.0.0.1. */
  public HttpConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
  }

  /** An answer; its body is text in UTF-8. */
  public record Answer(int status, String body) {

    /** The text of the first field of that name, or an empty one. */
    public String field(String name) {
      String head = "\"" + name + "\":\"";
      int at = body.indexOf(head);
      int start = at + head.length();
      return at < 0 ? "" : body.substring(start, body.indexOf('"', start));
    }
  }

  /** Whether the service has said that it answers nothing more here. */
  public boolean isOver() {
    return isOver;
  }

  /** Sends a request, throws the body of the answer away and returns the status. */
  public int exchange(byte[] request) throws IOException {
    return converse(request, OutputStream.nullOutputStream());
  }

  /** Sends a request and returns the whole answer. */
  public Answer ask(byte[] request) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    return new Answer(converse(request, body), body.toString(StandardCharsets.UTF_8));
  }

  private int converse(byte[] request, OutputStream body) throws IOException {
    socket.getOutputStream().write(request);
    String statusLine = readLine();
    if (statusLine.length() < STATUS_END) {
      throw new IOException("not an answer of HTTP/1.1: " + statusLine);
    }
    int status = Integer.parseInt(statusLine.substring(STATUS_START, STATUS_END));
    readBody(status, body);
    return status;
  }

  private void readBody(int status, OutputStream body) throws IOException {
    long length = status == NO_CONTENT || status == NOT_MODIFIED ? 0 : -1;
    boolean isChunked = false;
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring("content-length:".length()).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        isChunked = lower.contains("chunked");
      } else if (lower.startsWith("connection:") && lower.contains("close")) {
        isOver = true;
      }
    }
    if (isChunked) {
      readChunks(body);
    } else if (length >= 0) {
      copy(length, body);
    } else {
      throw new IOException("an answer that ends with its connection cannot be kept alive");
    }
  }

  private void copy(long length, OutputStream body) throws IOException {
    byte[] part = new byte[(int) Math.min(length, BUFFER_BYTES)];
    for (long rest = length; rest > 0; ) {
      int read = in.read(part, 0, (int) Math.min(rest, part.length));
      if (read < 0) {
        throw new EOFException("the connection ended inside a body");
      }
      body.write(part, 0, read);
      rest -= read;
    }
  }

  private void readChunks(OutputStream body) throws IOException {
    while (true) {
      String head = readLine();
      int end = head.indexOf(';');
      long size = Long.parseLong(end < 0 ? head : head.substring(0, end), HEXADECIMAL);
      copy(size, body);
      readLine();
      if (size == 0) {
        return;
      }
    }
  }

  private String readLine() throws IOException {
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended inside an answer");
      }
      if (length == MAX_LINE_BYTES) {
        throw new IOException("a line of more than " + MAX_LINE_BYTES + " bytes");
      }
      line[length] = (byte) next;
      length++;
    }
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return new String(line, 0, end, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
