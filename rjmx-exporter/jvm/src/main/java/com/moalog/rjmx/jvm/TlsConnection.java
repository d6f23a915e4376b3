package com.moalog.rjmx.jvm;

import com.moalog.rjmx.net.Connection;
import com.moalog.rjmx.net.Interest;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.net.NetworkException.Reason;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** TLS on top of another connection. All buffers are ready to be written to, but for a moment. */
final class TlsConnection implements Connection {

  private final Connection plain;
  private final SSLEngine engine;
  private final Consumer<TlsConnection> onClose;
  private final ByteBuffer fromPeer;
  private final ByteBuffer toPeer;
  private final ByteBuffer clear;
  private Interest wanted = Interest.NOTHING;
  private boolean ended;
  private boolean started;

  TlsConnection(Connection plain, SSLEngine engine, Consumer<TlsConnection> onClose) {
    this.plain = plain;
    this.engine = engine;
    this.onClose = onClose;
    int packet = engine.getSession().getPacketBufferSize();
    fromPeer = ByteBuffer.allocate(packet);
    toPeer = ByteBuffer.allocate(2 * packet);
    clear = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
  }

  @Override
  public boolean isConnected() throws NetworkException {
    if (!plain.isConnected()) {
      return false;
    }
    pump();
    watch();
    return !isShakingHands();
  }

  private boolean isShakingHands() {
    HandshakeStatus status = engine.getHandshakeStatus();
    return !started
        || (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED);
  }

  /** Moves everything that can be moved without waiting. */
  private void pump() throws NetworkException {
    try {
      if (!started) {
        engine.beginHandshake();
        started = true;
      }
      boolean moved = true;
      while (moved) {
        int bytes = flush() + fill();
        moved = step() || bytes > 0;
      }
    } catch (SSLException broken) {
      throw new NetworkException(Reason.TLS, "TLS failed: " + broken.getMessage());
    }
  }

  private boolean step() throws SSLException {
    return switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> {
        Runnable task = engine.getDelegatedTask();
        if (task != null) {
          task.run();
        }
        yield true;
      }
      case NEED_WRAP -> wrap(ByteBuffer.allocate(0)) > 0;
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> unwrap();
    };
  }

  private int wrap(ByteBuffer source) throws SSLException {
    SSLEngineResult result = engine.wrap(source, toPeer);
    return result.bytesProduced() + result.bytesConsumed();
  }

  private boolean unwrap() throws SSLException {
    fromPeer.flip();
    SSLEngineResult result = engine.unwrap(fromPeer, clear);
    fromPeer.compact();
    ended |= result.getStatus() == Status.CLOSED;
    return result.bytesConsumed() + result.bytesProduced() > 0;
  }

  private int fill() throws NetworkException {
    if (ended || !fromPeer.hasRemaining()) {
      return 0;
    }
    int count = plain.read(fromPeer.array(), fromPeer.position(), fromPeer.remaining());
    if (count == END) {
      ended = true;
      return 0;
    }
    fromPeer.position(fromPeer.position() + count);
    return count;
  }

  private int flush() throws NetworkException {
    toPeer.flip();
    int count = toPeer.hasRemaining() ? plain.write(toPeer.array(), 0, toPeer.remaining()) : 0;
    toPeer.position(count);
    toPeer.compact();
    return count;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws NetworkException {
    pump();
    watch();
    if (clear.position() == 0) {
      return ended ? END : 0;
    }
    clear.flip();
    int count = Math.min(length, clear.remaining());
    clear.get(target, offset, count);
    clear.compact();
    return count;
  }

  @Override
  public int write(byte[] source, int offset, int length) throws NetworkException {
    pump();
    if (isShakingHands()) {
      watch();
      return 0;
    }
    try {
      ByteBuffer part = ByteBuffer.wrap(source, offset, length);
      engine.wrap(part, toPeer);
      flush();
      watch();
      return length - part.remaining();
    } catch (SSLException broken) {
      throw new NetworkException(Reason.TLS, "TLS failed: " + broken.getMessage());
    }
  }

  @Override
  public void want(Interest interest) {
    wanted = interest;
    watch();
  }

  /** TLS decides for itself what to wait for; the one above only says whether to wait at all. */
  private void watch() {
    if (wanted == Interest.NOTHING) {
      plain.want(Interest.NOTHING);
    } else if (toPeer.position() > 0 || (!started && engine.getUseClientMode())) {
      plain.want(Interest.WRITING);
    } else if (isShakingHands() || wanted == Interest.READING) {
      plain.want(Interest.READING);
    } else {
      plain.want(Interest.WRITING);
    }
  }

  /** Whether bytes are here that no wait of the network below would tell about. */
  boolean hasWorkLeft() {
    return wanted == Interest.READING && clear.position() > 0;
  }

  @Override
  public boolean isReady() {
    return plain.isReady() || clear.position() > 0;
  }

  @Override
  public void close() {
    onClose.accept(this);
    engine.closeOutbound();
    try {
      wrap(ByteBuffer.allocate(0));
      flush();
    } catch (SSLException | NetworkException gone) {
      // Nobody is left to say good-bye to.
      ended = true;
    }
    plain.close();
  }
}
