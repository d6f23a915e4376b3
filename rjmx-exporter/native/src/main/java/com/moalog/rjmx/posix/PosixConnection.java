package com.moalog.rjmx.posix;

import com.moalog.rjmx.net.Connection;
import com.moalog.rjmx.net.Endpoint;
import com.moalog.rjmx.net.Interest;
import com.moalog.rjmx.net.NetworkException;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Address;

/** A connected, or soon connected, POSIX socket. */
final class PosixConnection implements Connection {

  private static final int NO_FILE = -1;

  private final PosixSocket socket;
  private final String peer;
  private final PosixNetwork network;
  private final @Nullable Endpoint endpoint;
  private @Nullable PosixLookup lookup;
  private short wanted;
  private boolean connected;
  private boolean closed;

  PosixConnection(int file, String peer, PosixNetwork network) {
    this.socket = new PosixSocket(file, (short) 0);
    this.peer = peer;
    this.network = network;
    this.endpoint = null;
  }

  /** A connection to a name that is still being looked up. */
  PosixConnection(PosixLookup lookup, Endpoint endpoint, PosixNetwork network) {
    this.socket = new PosixSocket(lookup.file(), Posix.POLLIN);
    this.peer = endpoint.toString();
    this.network = network;
    this.endpoint = endpoint;
    this.lookup = lookup;
  }

  PosixSocket socket() {
    return socket;
  }

  @Override
  public boolean isConnected() throws NetworkException {
    if (lookup != null && endpoint != null) {
      if (socket.isReady()) {
        found(lookup, endpoint);
      }
      return false;
    }
    if (!connected && socket.isReady()) {
      int[] error = {0};
      int[] length = {4};
      Posix.getsockopt(
          socket.file(),
          Posix.SOL_SOCKET,
          Posix.SO_ERROR,
          Address.ofData(error),
          Address.ofData(length));
      if (error[0] != 0) {
        throw PosixNetwork.failure(peer, error[0]);
      }
      connected = true;
    }
    return connected;
  }

  private void found(PosixLookup ended, Endpoint target) throws NetworkException {
    socket.use(NO_FILE);
    lookup = null;
    socket.use(PosixNetwork.connect(ended.answer(), target));
    socket.waitFor(wanted);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws NetworkException {
    if (offset < 0 || length < 0 || length > target.length - offset) {
      throw new IndexOutOfBoundsException("read");
    }
    int count = Posix.recv(socket.file(), Address.ofData(target).add(offset), length, 0);
    if (count > 0) {
      // A server that sends head and body apart would otherwise wait 40 ms for the acknowledgement.
      PosixNetwork.setOption(socket.file(), Posix.IPPROTO_TCP, Posix.TCP_QUICKACK);
      return count;
    }
    return count == 0 ? END : nothingOrLost();
  }

  @Override
  public int write(byte[] source, int offset, int length) throws NetworkException {
    if (offset < 0 || length < 0 || length > source.length - offset) {
      throw new IndexOutOfBoundsException("write");
    }
    Address start = Address.ofData(source).add(offset);
    int count = Posix.send(socket.file(), start, length, Posix.MSG_NOSIGNAL);
    return count >= 0 ? count : nothingOrLost();
  }

  private int nothingOrLost() throws NetworkException {
    int error = Posix.errno();
    if (error == Posix.EAGAIN || error == Posix.EINTR) {
      socket.ready(false);
      return 0;
    }
    throw PosixNetwork.failure(peer, error);
  }

  @Override
  public void want(Interest interest) {
    wanted =
        switch (interest) {
          case NOTHING -> (short) 0;
          case READING -> Posix.POLLIN;
          case WRITING -> Posix.POLLOUT;
        };
    socket.waitFor(lookup == null ? wanted : Posix.POLLIN);
  }

  @Override
  public boolean isReady() {
    return socket.isReady();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      network.forget(socket);
      if (lookup != null) {
        lookup.end();
      } else if (socket.file() != NO_FILE) {
        Posix.close(socket.file());
      }
    }
  }
}
