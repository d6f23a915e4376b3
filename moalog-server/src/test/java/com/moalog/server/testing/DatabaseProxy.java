package com.moalog.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a server and its database and makes the way bad: slow, silent or cut. Only the
 * answers are delayed; the pause is what is simulated, nobody waits for something in it.
 * Thread-safe.
 */
public final class DatabaseProxy implements AutoCloseable {

  private static final int CHUNK_BYTES = 16 * 1024;
  private static final Duration TRUST = Duration.ofSeconds(1);

  private final ServerSocket entrance;
  private final int databasePort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean cut;
  private boolean silent;

  private DatabaseProxy(ServerSocket entrance, int databasePort) {
    this.entrance = entrance;
    this.databasePort = databasePort;
  }

  /** A way to the database on that port. */
  public static DatabaseProxy to(int databasePort) throws IOException {
    ServerSocket entrance = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    DatabaseProxy proxy = new DatabaseProxy(entrance, databasePort);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /** The same address, by way of this proxy. */
  public String through(String databaseUrl) {
    int port = URI.create(databaseUrl).getPort();
    return databaseUrl.replace(":" + port + "/", ":" + entrance.getLocalPort() + "/");
  }

  /** From now on every answer takes that much longer. */
  public void delay(Duration longer) {
    delay = longer;
  }

  /** From now on nothing gets through, and no connection ends. */
  public void fallSilent() {
    setSilent(true);
  }

  /** Ends every connection and takes no new one. */
  public void cut() {
    cut = true;
    open.forEach(DatabaseProxy::end);
  }

  /**
   * The way is good again. After a cut that takes a second: the pool of the server hands out what
   * was used within the last half of one without a look (HikariCP, {@code aliveBypassWindowMs}).
   */
  public void heal() {
    boolean wasCut = cut;
    cut = false;
    delay = Duration.ZERO;
    setSilent(false);
    if (wasCut) {
      LockSupport.parkNanos(TRUST.toNanos());
    }
  }

  private void setSilent(boolean value) {
    lock.lock();
    try {
      silent = value;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        if (cut) {
          end(client);
        } else {
          connect(client);
        }
      } catch (IOException closed) {
        // The next round sees whether the proxy itself was closed.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket database = new Socket(InetAddress.getLoopbackAddress(), databasePort);
    open.add(client);
    open.add(database);
    Thread.ofVirtual().start(() -> pass(client, database, false));
    Thread.ofVirtual().start(() -> pass(database, client, true));
  }

  private void pass(Socket from, Socket to, boolean delayed) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        awaitVoice();
        if (delayed && !delay.isZero()) {
          Thread.sleep(delay);
        }
        out.write(chunk, 0, read);
        out.flush();
      }
    } catch (IOException gone) {
      // Either side has left; the other one is closed with it.
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private void awaitVoice() throws InterruptedException {
    lock.lock();
    try {
      while (silent) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException ended) {
      // It is closed, which is all that was wanted.
    }
  }

  @Override
  public void close() throws IOException {
    setSilent(false);
    entrance.close();
    open.forEach(DatabaseProxy::end);
  }
}
