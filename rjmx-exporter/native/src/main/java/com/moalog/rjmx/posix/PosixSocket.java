package com.moalog.rjmx.posix;

/** An open file in the set that {@code poll} watches: what it waits for and what was seen. */
final class PosixSocket {

  private int file;
  private short events;
  private boolean ready;

  PosixSocket(int file, short events) {
    this.file = file;
    this.events = events;
  }

  int file() {
    return file;
  }

  /** Goes on with another file in the place of this one. */
  void use(int next) {
    file = next;
    ready = false;
  }

  short events() {
    return events;
  }

  void waitFor(short wanted) {
    events = wanted;
  }

  boolean isReady() {
    return ready;
  }

  void ready(boolean seen) {
    ready = seen;
  }
}
