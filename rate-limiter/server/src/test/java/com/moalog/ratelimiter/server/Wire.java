package com.moalog.ratelimiter.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A port that passes everything on to another one, with a delay, or swallows it. */
final class Wire implements AutoCloseable {

  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean silent;

  Wire(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Each piece of data takes this long. */
  void delay(Duration newDelay) {
    delay = newDelay;
  }

  /** Connections are accepted and stay open, and nothing passes. */
  void silence(boolean nothingPasses) {
    silent = nothingPasses;
  }

  /** New connections go elsewhere, and those that are open end. */
  void redirect(int newTarget) {
    target = newTarget;
    cut();
  }

  private void cut() {
    open.forEach(Wire::end);
    open.clear();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = listening.accept();
        open.add(near);
        Thread.startVirtualThread(() -> connect(near));
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private void connect(Socket near) {
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(far);
      Thread.startVirtualThread(() -> pass(near, far));
      pass(far, near);
    } catch (IOException refused) {
      end(near);
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] piece = new byte[8_192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        LockSupport.parkNanos(delay.toNanos());
        while (silent && !listening.isClosed()) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        out.write(piece, 0, length);
      }
    } catch (IOException gone) {
      end(from);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      throw new IllegalStateException("a socket does not close", alreadyClosed);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
