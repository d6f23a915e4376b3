package com.moalog.rjmx.compare;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A target that answers each POST with what a script says, bytes as they are. */
final class ScriptedTarget implements AutoCloseable {

  /** Answers one request and may do anything to the connection. */
  interface Script {

    /**
     * Writes an answer.
     *
     * @return whether the connection stays open
     */
    boolean answer(String body, OutputStream out) throws IOException;
  }

  private final ServerSocket listener;
  private final AtomicInteger requests = new AtomicInteger();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private volatile String lastHead = "";
  private volatile String lastBody = "";
  private volatile Script script;

  ScriptedTarget(Script script) throws IOException {
    this.script = script;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  void script(Script next) {
    script = next;
  }

  int port() {
    return listener.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/jolokia";
  }

  int requests() {
    return requests.get();
  }

  String lastHead() {
    return lastHead;
  }

  String lastBody() {
    return lastBody;
  }

  /** A whole answer with this body. */
  static Script body(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return (request, out) -> {
      out.write(head(200, bytes.length));
      out.write(bytes);
      return true;
    };
  }

  static Script status(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return (request, out) -> {
      out.write(head(status, bytes.length));
      out.write(bytes);
      return true;
    };
  }

  /** Takes the question and never answers; the connection ends with this target. */
  static Script silence() {
    return (request, out) -> {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return false;
    };
  }

  static byte[] head(int status, long length) {
    String head =
        "HTTP/1.1 "
            + status
            + " x\r\nContent-Type: text/plain\r\nContent-Length: "
            + length
            + "\r\n\r\n";
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean open = true;
      while (open && readRequest(in)) {
        requests.incrementAndGet();
        open = script.answer(lastBody, out);
        out.flush();
      }
    } catch (IOException gone) {
      // The exporter may leave at any time; that is part of what is tested.
      sockets.remove(socket);
    }
  }

  private boolean readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      head.append((char) next);
    }
    String length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
    lastHead = head.toString();
    lastBody = new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    return true;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
