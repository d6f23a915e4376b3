package com.moalog.rjmx.net;

/** A TCP connection that never blocks. Belongs to the thread of its {@link Network}. */
public interface Connection {

  /** The other side has sent its last byte. */
  int END = -1;

  /**
   * Whether a connection that was asked for stands by now.
   *
   * @throws NetworkException when it never will
   */
  boolean isConnected() throws NetworkException;

  /**
   * Reads what has come.
   *
   * @return the number of bytes, 0 when none is there yet, or {@link #END}
   * @throws NetworkException when the connection is lost
   */
  int read(byte[] target, int offset, int length) throws NetworkException;

  /**
   * Sends what fits.
   *
   * @return the number of bytes taken, 0 when the other side does not read
   * @throws NetworkException when the connection is lost
   */
  int write(byte[] source, int offset, int length) throws NetworkException;

  /** What the next {@link Network#await} waits for on this connection. */
  void want(Interest interest);

  /** Whether the last {@link Network#await} saw what was wanted, or the end. */
  boolean isReady();

  /** Closes at once; a second call does nothing. */
  void close();
}
