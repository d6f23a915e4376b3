package com.moalog.fluxpay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The line from an engine to a Redis, on which things go wrong. Thread-safe. */
final class RedisLine implements AutoCloseable {

  private static final int BUFFER_BYTES = 65_536;

  private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final int target;
  private volatile Trouble trouble = Trouble.NONE;
  private volatile String from = "";
  private volatile String to = "";

  /** What is wrong with it. */
  enum Trouble {
    NONE,
    /** Nobody is there. */
    DOWN,
    /** Questions are taken, and not answered. */
    SILENT,
    /** Answers lose their second half. */
    TRUNCATED,
    /** Answers are bytes of something else. */
    GARBLED
  }

  RedisLine(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on this is wrong; who is connected is cut off. */
  void trouble(Trouble what) throws IOException {
    trouble = what;
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** From now on whoever asks for the one key is answered with the other; both as long. */
  void answerAlso(String asked, String answered) {
    from = asked;
    to = answered;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (trouble == Trouble.DOWN) {
          client.close();
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pass(client, server, false));
        Thread.ofVirtual().start(() -> pass(server, client, true));
      } catch (IOException refusedOrClosed) {
        // The engine sees a connection that ends at once.
      }
    }
  }

  private void pass(Socket source, Socket sink, boolean answers) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (source;
        sink) {
      InputStream in = source.getInputStream();
      OutputStream out = sink.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        byte[] part = Arrays.copyOf(buffer, length);
        out.write(answers ? answer(part) : question(part));
        out.flush();
      }
    } catch (IOException ended) {
      // Either side has gone, and so has the other one now.
    } finally {
      open.remove(source);
    }
  }

  private byte[] question(byte[] part) {
    if (from.isEmpty()) {
      return part;
    }
    return new String(part, StandardCharsets.ISO_8859_1)
        .replace(from, to)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] answer(byte[] part) {
    return switch (trouble) {
      case NONE, DOWN -> part;
      case SILENT -> new byte[0];
      case TRUNCATED -> Arrays.copyOf(part, part.length / 2);
      case GARBLED -> "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    };
  }

  @Override
  public void close() throws IOException {
    listener.close();
    trouble(Trouble.DOWN);
  }
}
