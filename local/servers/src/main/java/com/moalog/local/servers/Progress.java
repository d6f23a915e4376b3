package com.moalog.local.servers;

/** Hears what a long preparation is doing, one line at a time. Called from any thread. */
@FunctionalInterface
public interface Progress {

  /** Says nothing to anybody. */
  Progress SILENT = line -> {};

  /** One short line, such as {@code mysql: unpacking 27 MB}. */
  void report(String line);
}
