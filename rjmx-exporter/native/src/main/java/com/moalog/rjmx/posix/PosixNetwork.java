package com.moalog.rjmx.posix;

import com.moalog.rjmx.net.ClientTls;
import com.moalog.rjmx.net.Connection;
import com.moalog.rjmx.net.Endpoint;
import com.moalog.rjmx.net.Listener;
import com.moalog.rjmx.net.Network;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.net.NetworkException.Reason;
import com.moalog.rjmx.net.ServerTls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Address;

/** TCP through POSIX sockets and {@code poll}. TLS is not part of this binary and is refused. */
final class PosixNetwork implements Network {

  private static final int BACKLOG = 128;
  private static final long LONGEST_WAIT_MILLIS = 60_000;

  private final List<PosixSocket> sockets = new ArrayList<>();
  private final int signalFile;
  private int[] polled = new int[16];

  PosixNetwork(int signalFile) {
    this.signalFile = signalFile;
  }

  @Override
  public Listener listen(Endpoint address, @Nullable ServerTls tls) throws NetworkException {
    if (tls != null) {
      throw noTls("server.tls");
    }
    Optional<PosixAddress> literal = PosixAddress.literal(address);
    if (literal.isEmpty()) {
      throw new NetworkException(Reason.UNRESOLVED, address.host() + " is no address");
    }
    PosixAddress local = literal.get();
    int file = open(local, address);
    setOption(file, Posix.SOL_SOCKET, Posix.SO_REUSEADDR);
    if (Posix.bind(file, local.address(), local.length()) < 0 || Posix.listen(file, BACKLOG) < 0) {
      boolean taken = Posix.errno() == Posix.EADDRINUSE;
      Posix.close(file);
      throw taken
          ? new NetworkException(Reason.ADDRESS_IN_USE, "address already in use: " + address)
          : new NetworkException(Reason.UNREACHABLE, "cannot listen on " + address);
    }
    PosixListener listener = new PosixListener(file, this);
    sockets.add(listener.socket());
    return listener;
  }

  @Override
  public Connection connect(Endpoint address, @Nullable ClientTls tls) throws NetworkException {
    if (tls != null) {
      throw noTls("https");
    }
    Optional<PosixAddress> literal = PosixAddress.literal(address);
    if (literal.isPresent()) {
      return connection(connect(literal.get(), address), address.toString());
    }
    PosixLookup lookup = PosixLookup.start(address, this::closeAll);
    PosixConnection connection = new PosixConnection(lookup, address, this);
    sockets.add(connection.socket());
    return connection;
  }

  /** In the process of a look-up only. */
  private void closeAll() {
    Posix.close(signalFile);
    sockets.forEach(socket -> Posix.close(socket.file()));
  }

  /** Starts to connect and returns the file. */
  static int connect(PosixAddress remote, Endpoint address) throws NetworkException {
    int file = open(remote, address);
    if (Posix.connect(file, remote.address(), remote.length()) < 0
        && Posix.errno() != Posix.EINPROGRESS) {
      NetworkException failed = failure(address.toString(), Posix.errno());
      Posix.close(file);
      throw failed;
    }
    setOption(file, Posix.IPPROTO_TCP, Posix.TCP_NODELAY);
    return file;
  }

  @Override
  public boolean hasTls() {
    return false;
  }

  private static NetworkException noTls(String what) {
    return new NetworkException(
        Reason.UNSUPPORTED, what + " needs the JVM build: this binary has no TLS");
  }

  private static int open(PosixAddress address, Endpoint endpoint) throws NetworkException {
    int file = Posix.socket(address.family(), Posix.SOCK_STREAM_NONBLOCK_CLOEXEC, 0);
    if (file < 0) {
      throw new NetworkException(Reason.UNREACHABLE, "no socket for " + endpoint);
    }
    return file;
  }

  /** A file that is connected, or will be, as a connection. */
  PosixConnection connection(int file, String peer) {
    PosixConnection connection = new PosixConnection(file, peer, this);
    sockets.add(connection.socket());
    return connection;
  }

  void forget(PosixSocket socket) {
    sockets.remove(socket);
  }

  static void setOption(int file, int level, int option) {
    int[] on = {1};
    Posix.setsockopt(file, level, option, Address.ofData(on), 4);
  }

  static NetworkException failure(String peer, int error) {
    return switch (error) {
      case Posix.ECONNREFUSED ->
          new NetworkException(Reason.REFUSED, "connection refused by " + peer);
      case Posix.ECONNRESET -> new NetworkException(Reason.RESET, "connection reset by " + peer);
      default ->
          new NetworkException(Reason.UNREACHABLE, "no connection to " + peer + ", errno " + error);
    };
  }

  @Override
  public void await(long timeoutMillis) {
    int count = sockets.size() + 1;
    if (polled.length < count * 2) {
      polled = new int[count * 4];
    }
    polled[0] = signalFile;
    polled[1] = Posix.POLLIN;
    for (int i = 1; i < count; i++) {
      PosixSocket socket = sockets.get(i - 1);
      polled[2 * i] = socket.events() == 0 ? -1 : socket.file();
      polled[2 * i + 1] = socket.events();
    }
    int timeout = (int) Math.max(0, Math.min(timeoutMillis, LONGEST_WAIT_MILLIS));
    int ready = Posix.poll(Address.ofData(polled), count, timeout);
    for (int i = 1; i < count; i++) {
      sockets.get(i - 1).ready(ready > 0 && (polled[2 * i + 1] >>> 16) != 0);
    }
  }
}
