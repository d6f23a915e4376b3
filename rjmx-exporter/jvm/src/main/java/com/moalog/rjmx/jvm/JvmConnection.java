package com.moalog.rjmx.jvm;

import com.moalog.rjmx.net.Connection;
import com.moalog.rjmx.net.Interest;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.net.NetworkException.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/**
 * A channel that never blocks. What arrives is acknowledged at once where the system can: the JDK's
 * HTTP server, on which Jolokia's agent answers, keeps the second part of an answer back until its
 * first is acknowledged, and that would otherwise take 40 ms.
 */
final class JvmConnection implements Connection {

  private final SocketChannel channel;
  private final SelectionKey key;
  private final String peer;
  private final boolean acknowledgesAtOnce;

  JvmConnection(SocketChannel channel, SelectionKey key, String peer) {
    this.channel = channel;
    this.key = key;
    this.peer = peer;
    this.acknowledgesAtOnce =
        channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
  }

  @Override
  public boolean isConnected() throws NetworkException {
    try {
      return channel.isConnected() || channel.finishConnect();
    } catch (ConnectException refused) {
      throw new NetworkException(Reason.REFUSED, "connection refused by " + peer);
    } catch (IOException failed) {
      throw new NetworkException(Reason.UNREACHABLE, "no connection to " + peer);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws NetworkException {
    try {
      int count = channel.read(ByteBuffer.wrap(target, offset, length));
      // The system forgets it after a while, so it is told again.
      if (acknowledgesAtOnce && count > 0) {
        channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
      }
      return count;
    } catch (IOException lost) {
      throw reset();
    }
  }

  @Override
  public int write(byte[] source, int offset, int length) throws NetworkException {
    try {
      return channel.write(ByteBuffer.wrap(source, offset, length));
    } catch (IOException lost) {
      throw reset();
    }
  }

  private NetworkException reset() {
    return new NetworkException(Reason.RESET, "connection reset by " + peer);
  }

  @Override
  public void want(Interest interest) {
    if (key.isValid()) {
      key.interestOps(
          switch (interest) {
            case NOTHING -> 0;
            case READING -> SelectionKey.OP_READ;
            case WRITING ->
                channel.isConnectionPending() ? SelectionKey.OP_CONNECT : SelectionKey.OP_WRITE;
          });
    }
  }

  @Override
  public boolean isReady() {
    return key.isValid() && key.readyOps() != 0;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException closed) {
      // The connection is gone, which is all that was wanted.
      key.cancel();
    }
  }
}
