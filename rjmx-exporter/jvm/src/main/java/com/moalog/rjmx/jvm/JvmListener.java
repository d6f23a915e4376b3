package com.moalog.rjmx.jvm;

import com.moalog.rjmx.net.Connection;
import com.moalog.rjmx.net.Listener;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A listening channel. */
final class JvmListener implements Listener {

  private final ServerSocketChannel channel;
  private final SelectionKey key;
  private final JvmNetwork network;
  private final @Nullable TlsIdentity identity;

  JvmListener(
      ServerSocketChannel channel,
      SelectionKey key,
      JvmNetwork network,
      @Nullable TlsIdentity identity) {
    this.channel = channel;
    this.key = key;
    this.network = network;
    this.identity = identity;
  }

  @Override
  public Optional<Connection> accept() {
    try {
      SocketChannel accepted = channel.accept();
      if (accepted == null) {
        return Optional.empty();
      }
      accepted.configureBlocking(false);
      Connection plain = network.plain(accepted, "the client");
      return Optional.of(identity == null ? plain : network.secure(plain, identity.serverEngine()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  @Override
  public int port() {
    return channel.socket().getLocalPort();
  }

  @Override
  public void wake(boolean forNewConnections) {
    if (key.isValid()) {
      key.interestOps(forNewConnections ? SelectionKey.OP_ACCEPT : 0);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      network.releaseClosed();
    } catch (IOException closed) {
      // It listens no more, which is all that was wanted.
      key.cancel();
    }
  }
}
