package com.moalog.ratelimiter.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP/1.1 connection that is kept alive: as much of the protocol as a limiter's small answers
 * need, since a general client costs several times as much for each of them. Not thread-safe.
 */
final class Connection implements AutoCloseable {

  private static final int STATUS_START = "HTTP/1.1 ".length();
  private static final int STATUS_END = STATUS_START + 3;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int HEXADECIMAL = 16;
  private static final int UNKNOWN_LENGTH = -1;

  /** How the body of an answer ends. */
  private static final class Framing {
    private long length = UNKNOWN_LENGTH;
    private boolean chunked;
    private boolean closing;
  }

  private final Socket socket;
  private final OutputStream out;
  private final TimedInput in;
  private boolean answered;
  private boolean kept = true;
  private long idleSinceNanos;

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.in = new TimedInput(socket);
  }

  /**
   * Opens a connection; the channel behind it ends a wait when the waiting thread is interrupted.
   */
  static Connection open(String host, int port, boolean encrypted, Duration timeout)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      Socket plain = channel.socket();
      plain.setTcpNoDelay(true);
      plain.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
      plain.setSoTimeout((int) timeout.toMillis());
      return new Connection(encrypted ? encrypted(plain, host, port) : plain);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Socket encrypted(Socket plain, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /**
   * Sends a whole request and reads the answer.
   *
   * @param mostBytes of a body
   * @throws StaleConnectionException when the limiter closed it after an earlier answer
   */
  HttpAnswer ask(byte[] request, int mostBytes, long deadlineNanos) throws IOException {
    in.readUntil(deadlineNanos);
    String statusLine = exchange(request);
    answered = true;
    if (!statusLine.startsWith("HTTP/1.") || statusLine.length() < STATUS_END) {
      throw new IOException("not an answer of HTTP/1.1");
    }
    int status = number(statusLine.substring(STATUS_START, STATUS_END), 10);
    Framing framing = readHeaders();
    kept = !framing.closing && !statusLine.startsWith("HTTP/1.0");
    return new HttpAnswer(status, body(status, framing, mostBytes));
  }

  /** Whether it can be asked again. */
  boolean isKept() {
    return kept && !in.hasRest();
  }

  long idleSinceNanos() {
    return idleSinceNanos;
  }

  void rest() {
    idleSinceNanos = System.nanoTime();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      kept = false;
    }
  }

  private String exchange(byte[] request) throws IOException {
    try {
      out.write(request);
      return in.line();
    } catch (EOFException | SocketException e) {
      if (answered && !in.hasRest()) {
        throw new StaleConnectionException(e);
      }
      throw e;
    }
  }

  private Framing readHeaders() throws IOException {
    Framing framing = new Framing();
    for (String header = in.line(); !header.isEmpty(); header = in.line()) {
      switch (header.charAt(0)) {
        case 'C', 'c', 'T', 't' -> read(header.toLowerCase(Locale.ROOT), framing);
        default -> {
          // None of those that say how the body ends.
        }
      }
    }
    return framing;
  }

  private static void read(String header, Framing framing) throws IOException {
    if (header.startsWith("content-length:")) {
      framing.length = number(header.substring("content-length:".length()).strip(), 10);
    } else if (header.startsWith("transfer-encoding:")) {
      framing.chunked = header.contains("chunked");
    } else if (header.startsWith("connection:")) {
      framing.closing = header.contains("close");
    }
  }

  private byte[] body(int status, Framing framing, int mostBytes) throws IOException {
    if (status == NO_CONTENT || status == NOT_MODIFIED) {
      return new byte[0];
    }
    if (framing.chunked) {
      return chunks(mostBytes);
    }
    if (framing.length == UNKNOWN_LENGTH) {
      throw new IOException("an answer without a length");
    }
    return in.bytes(atMost(mostBytes, framing.length));
  }

  private byte[] chunks(int mostBytes) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String head = in.line();
      int end = head.indexOf(';');
      int size = number((end < 0 ? head : head.substring(0, end)).strip(), HEXADECIMAL);
      if (size == 0) {
        while (!in.line().isEmpty()) {
          // Trailers say nothing about a limit.
        }
        return body.toByteArray();
      }
      body.writeBytes(in.bytes(atMost(mostBytes - body.size(), size)));
      in.line();
    }
  }

  private static int atMost(int most, long length) throws IOException {
    if (length < 0 || length > most) {
      throw new IOException("an answer of " + length + " bytes is too long");
    }
    return (int) length;
  }

  private static int number(String text, int radix) throws IOException {
    try {
      return Integer.parseInt(text, radix);
    } catch (NumberFormatException malformed) {
      throw new IOException("not a number in an answer: " + text, malformed);
    }
  }
}
