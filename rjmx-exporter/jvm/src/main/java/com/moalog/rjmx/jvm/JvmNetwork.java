package com.moalog.rjmx.jvm;

import com.moalog.rjmx.net.ClientTls;
import com.moalog.rjmx.net.Connection;
import com.moalog.rjmx.net.Endpoint;
import com.moalog.rjmx.net.Listener;
import com.moalog.rjmx.net.Network;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.net.NetworkException.Reason;
import com.moalog.rjmx.net.ServerTls;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** TCP through NIO, TLS through the JDK. One thread but for {@link #wakeUp}. */
public final class JvmNetwork implements Network, AutoCloseable {

  private static final int BACKLOG = 128;

  private final Selector selector;
  private final List<TlsConnection> secured = new ArrayList<>();

  public JvmNetwork() throws IOException {
    selector = Selector.open();
  }

  @Override
  public Listener listen(Endpoint address, @Nullable ServerTls tls) throws NetworkException {
    TlsIdentity identity = tls == null ? null : TlsIdentity.load(tls);
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.configureBlocking(false);
      try {
        channel.bind(new InetSocketAddress(address.host(), address.port()), BACKLOG);
      } catch (IOException refused) {
        channel.close();
        throw refused;
      }
      SelectionKey key = channel.register(selector, SelectionKey.OP_ACCEPT);
      return new JvmListener(channel, key, this, identity);
    } catch (BindException taken) {
      throw new NetworkException(Reason.ADDRESS_IN_USE, "address already in use: " + address);
    } catch (IOException refused) {
      throw new NetworkException(
          Reason.UNREACHABLE, "cannot listen on " + address + ": " + refused.getMessage());
    }
  }

  @Override
  public Connection connect(Endpoint address, @Nullable ClientTls tls) throws NetworkException {
    SSLContext context = tls == null ? null : TlsTrust.context(tls);
    InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
    if (resolved.isUnresolved()) {
      throw new NetworkException(Reason.UNRESOLVED, "unknown host " + address.host());
    }
    try {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(resolved);
      Connection plain = plain(channel, address.toString());
      if (context == null) {
        return plain;
      }
      SSLEngine engine = context.createSSLEngine(address.host(), address.port());
      engine.setUseClientMode(true);
      TlsTrust.checkNames(engine, tls != null && tls.insecure());
      return secure(plain, engine);
    } catch (ConnectException refused) {
      throw new NetworkException(Reason.REFUSED, "connection refused by " + address);
    } catch (IOException failed) {
      throw new NetworkException(Reason.UNREACHABLE, "no connection to " + address);
    }
  }

  JvmConnection plain(SocketChannel channel, String peer) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new JvmConnection(channel, channel.register(selector, 0), peer);
  }

  Connection secure(Connection plain, SSLEngine engine) {
    TlsConnection connection = new TlsConnection(plain, engine, secured::remove);
    secured.add(connection);
    return connection;
  }

  /** A closed channel keeps its port until the selector has noticed. */
  void releaseClosed() throws IOException {
    selector.selectNow();
  }

  @Override
  public boolean hasTls() {
    return true;
  }

  @Override
  public void await(long timeoutMillis) {
    try {
      selector.selectedKeys().clear();
      boolean waits = secured.stream().noneMatch(TlsConnection::hasWorkLeft);
      if (waits && timeoutMillis > 0) {
        selector.select(timeoutMillis);
      } else {
        selector.selectNow();
      }
    } catch (IOException broken) {
      throw new IllegalStateException("the selector is broken", broken);
    }
  }

  /** Ends an {@link #await} that is going on; may be called by any thread. */
  public void wakeUp() {
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
