package com.moalog.rjmx.net;

import java.util.Optional;

/** A listening TCP port. Belongs to the thread of its {@link Network}. */
public interface Listener {

  /** The next connection that waits, when one does. */
  Optional<Connection> accept();

  /** The port that is really bound, for a listener that asked for port 0. */
  int port();

  /** Whether {@link Network#await} wakes for new connections; true in the beginning. */
  void wake(boolean forNewConnections);

  void close();
}
