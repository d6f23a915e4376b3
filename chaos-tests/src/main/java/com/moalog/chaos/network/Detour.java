package com.moalog.chaos.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on 127.0.0.1 that delays, loses or holds back what passes. It works on whole reads of
 * up to {@value #CHUNK_BYTES} bytes, so a delay meets each request and each answer. Thread-safe.
 */
public final class Detour implements AutoCloseable {

  private static final int CHUNK_BYTES = 32 * 1024;
  private static final int BACKLOG = 512;
  private static final int CONNECT_MILLIS = 2_000;

  /** What TCP waits at least before it sends a lost segment again, on Linux. */
  private static final long RETRANSMISSION_MILLIS = 200;

  private static final long LONGEST_MILLIS = 3_200;

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object changed = new Object();
  private volatile int target;
  private volatile Weather weather = Weather.FINE;

  /**
   * What happens to what passes.
   *
   * @param delayMillis for each read, in each direction
   * @param loss share of the reads that have to be sent again
   * @param isSilent whether nothing passes, with all connections left open
   */
  public record Weather(long delayMillis, double loss, boolean isSilent) {

    public static final Weather FINE = new Weather(0, 0, false);
    public static final Weather SILENT = new Weather(0, 0, true);

    /** Every read comes that much later. */
    public static Weather late(long millis) {
      return new Weather(millis, 0, false);
    }

    /** That share of the reads is lost once and comes by retransmission. */
    public static Weather lossy(double share) {
      return new Weather(0, share, false);
    }
  }

  /** Listens on {@code port} and leads to {@code target}, both on this machine. */
  public Detour(int port, int target) throws IOException {
    this.target = target;
    listener = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("detour-" + port).start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Takes effect on what is under way, too. */
  public void set(Weather next) {
    synchronized (changed) {
      weather = next;
      changed.notifyAll();
    }
  }

  /** Connections from now on lead there; those that exist stay. */
  public void leadTo(int otherTarget) {
    target = otherTarget;
  }

  /** Breaks every connection that exists. */
  public void cut() {
    open.forEach(Detour::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException closed) {
        // The loop ends when the listener is closed; a client that gave up is no reason to stop.
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    open.add(client);
    open.add(server);
    try {
      awaitWords();
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
      Thread back = Thread.ofVirtual().start(() -> pump(server, client));
      pump(client, server);
      back.join();
    } catch (IOException refused) {
      // The client sees its connection end, as it would without a detour.
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      forget(client);
      forget(server);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK_BYTES];
    Random chance = new Random();
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
        weather(chance);
        out.write(chunk, 0, size);
      }
      to.shutdownOutput();
    } catch (IOException broken) {
      forget(from);
      forget(to);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void weather(Random chance) throws InterruptedException {
    awaitWords();
    Weather now = weather;
    long pause = now.delayMillis();
    for (long again = RETRANSMISSION_MILLIS;
        again <= LONGEST_MILLIS && chance.nextDouble() < now.loss();
        again *= 2) {
      pause += again;
    }
    if (pause > 0) {
      Thread.sleep(pause);
    }
  }

  private void awaitWords() throws InterruptedException {
    synchronized (changed) {
      while (weather.isSilent()) {
        changed.wait();
      }
    }
  }

  private void forget(Socket socket) {
    open.remove(socket);
    closeQuietly(socket);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed for this program all the same.
    }
  }

  @Override
  public void close() {
    set(Weather.FINE);
    try {
      listener.close();
    } catch (IOException e) {
      // The process is about to end and frees the port.
    }
    open.forEach(Detour::closeQuietly);
  }
}
