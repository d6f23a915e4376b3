package com.moalog.fluxpay.operations;

/** A server that the engine can do without for a while. Thread-safe. */
public interface Dependency {

  /** Whether it is there. */
  enum State {
    UP,
    DOWN,
    /** It failed several times in a row and is left alone for a while. */
    OPEN
  }

  String name();

  /** Looks how it is; asked once a second, and answers within a fraction of one. */
  State look();
}
