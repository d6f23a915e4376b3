package com.moalog.rjmx.posix;

import com.moalog.rjmx.net.Connection;
import com.moalog.rjmx.net.Listener;
import java.util.Optional;
import org.teavm.interop.Address;

/** A listening POSIX socket. */
final class PosixListener implements Listener {

  private static final int PORT_OFFSET = 2;
  private static final int ADDRESS_BYTES = 28;

  private final PosixSocket socket;
  private final PosixNetwork network;

  PosixListener(int file, PosixNetwork network) {
    this.socket = new PosixSocket(file, Posix.POLLIN);
    this.network = network;
  }

  PosixSocket socket() {
    return socket;
  }

  @Override
  public Optional<Connection> accept() {
    Address none = Address.fromLong(0);
    int file = Posix.accept4(socket.file(), none, none, Posix.SFD_NONBLOCK_CLOEXEC);
    if (file < 0) {
      return Optional.empty();
    }
    PosixNetwork.setOption(file, Posix.IPPROTO_TCP, Posix.TCP_NODELAY);
    return Optional.of(network.connection(file, "the client"));
  }

  @Override
  public int port() {
    byte[] address = new byte[ADDRESS_BYTES];
    int[] length = {ADDRESS_BYTES};
    Posix.getsockname(socket.file(), Address.ofData(address), Address.ofData(length));
    return ((address[PORT_OFFSET] & 0xff) << 8) | (address[PORT_OFFSET + 1] & 0xff);
  }

  @Override
  public void wake(boolean forNewConnections) {
    socket.waitFor(forNewConnections ? Posix.POLLIN : (short) 0);
  }

  @Override
  public void close() {
    network.forget(socket);
    Posix.close(socket.file());
  }
}
