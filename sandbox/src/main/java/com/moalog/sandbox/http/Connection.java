package com.moalog.sandbox.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client connection: request, answer, request, answer, on a thread of its own. */
final class Connection implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** A silent connection is closed after this time; a hanging one too. */
  private static final int IDLE_LIMIT_MILLIS = 300_000;

  /** How long, and how much, a refused caller may go on sending. */
  private static final int DRAIN_LIMIT_MILLIS = 1_000;

  private static final int MAX_DRAINED_BYTES = 8 * 1024 * 1024;

  private final Socket socket;
  private final Handler handler;
  private volatile boolean isBusy;
  private volatile boolean isClosing;

  Connection(Socket socket, Handler handler) {
    this.socket = socket;
    this.handler = handler;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(IDLE_LIMIT_MILLIS);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      RequestReader reader = new RequestReader(in, out);
      boolean staysOpen = true;
      while (staysOpen && !isClosing) {
        staysOpen = exchange(reader, in, out);
      }
    } catch (IOException gone) {
      LOG.debug("connection ended: {}", gone.toString());
    }
  }

  /** Serves one request; true if the connection can serve another. */
  private boolean exchange(RequestReader reader, InputStream in, OutputStream out)
      throws IOException {
    Optional<Request> request;
    try {
      request = reader.next();
    } catch (BadRequestException refused) {
      send(out, error(refused.status(), refused.reason()), true);
      drain(in);
      return false;
    }
    if (request.isEmpty()) {
      return false;
    }
    isBusy = true;
    try {
      return carryOut(answer(request.get()), request.get(), in, out);
    } finally {
      isBusy = false;
    }
  }

  /** Takes what is still coming, or closing would reset the connection and lose the answer. */
  private void drain(InputStream in) throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(DRAIN_LIMIT_MILLIS);
    byte[] rest = new byte[8_192];
    int left = MAX_DRAINED_BYTES;
    while (left > 0) {
      int count = in.read(rest);
      left = count < 0 ? 0 : left - count;
    }
  }

  private Answer answer(Request request) {
    try {
      return handler.handle(request);
    } catch (BadRequestException refused) {
      return error(refused.status(), refused.reason());
    } catch (RuntimeException fault) {
      // The border of the process: whatever went wrong inside, the caller gets an answer.
      LOG.error("{} {} failed", request.method(), request.path(), fault);
      return error(500, "the sandbox itself failed; see its log");
    }
  }

  private boolean carryOut(Answer answer, Request request, InputStream in, OutputStream out)
      throws IOException {
    return switch (answer) {
      case Answer.Reply reply -> {
        boolean closes =
            isClosing || request.header("connection").orElse("").equalsIgnoreCase("close");
        send(out, reply, closes);
        yield !closes;
      }
      case Answer.Reset _ -> {
        // With a linger time of 0 the kernel sends RST instead of FIN.
        socket.setSoLinger(true, 0);
        yield false;
      }
      case Answer.Hang _ -> {
        in.transferTo(OutputStream.nullOutputStream());
        yield false;
      }
    };
  }

  private static Answer.Reply error(int status, String message) {
    return Json.reply(status, Map.of("code", "SANDBOX_" + status, "message", message));
  }

  private static void send(OutputStream out, Answer.Reply reply, boolean closes)
      throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(reply.status()).append(" \r\n");
    reply
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n");
    if (closes) {
      head.append("Connection: close\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }

  /** Ends the connection now if it is idle, else after the answer under way. */
  void finish() {
    isClosing = true;
    if (!isBusy) {
      close();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      LOG.debug("closing: {}", alreadyGone.toString());
    }
  }
}
