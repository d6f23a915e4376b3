package com.moalog.rjmx.net;

import org.jspecify.annotations.Nullable;

/** All of TCP that the exporter uses. Not thread-safe: one thread owns it and all that it makes. */
public interface Network {

  /**
   * Listens.
   *
   * @param tls the certificate to show, or null for plain TCP
   * @throws NetworkException when the address is in use or not this machine's, or TLS cannot start
   */
  Listener listen(Endpoint address, @Nullable ServerTls tls) throws NetworkException;

  /**
   * Starts to connect; {@link Connection#isConnected} tells the result. A name is looked up first,
   * in some builds while the caller waits.
   *
   * @param tls whom to trust, or null for plain TCP
   * @throws NetworkException when the name is unknown or TLS is not available
   */
  Connection connect(Endpoint address, @Nullable ClientTls tls) throws NetworkException;

  /** Whether this build speaks TLS at all. */
  boolean hasTls();

  /** Waits until a listener or a connection has what it wants, a signal comes, or time is up. */
  void await(long timeoutMillis);
}
