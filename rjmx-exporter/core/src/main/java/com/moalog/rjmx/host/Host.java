package com.moalog.rjmx.host;

import java.util.Optional;

/** The machine below the exporter. Belongs to one thread. */
public interface Host {

  /** Time that only grows, from an unknown start. */
  long monotonicMicros();

  /** Time of day, since 1970. */
  long epochMillis();

  /** The value of an environment variable. */
  Optional<String> environment(String name);

  /**
   * Reads a whole file.
   *
   * @param limitBytes longer files are refused
   * @throws FileException when it is not there, not readable or too long
   */
  byte[] read(String path, int limitBytes) throws FileException;

  /** The number of files this process has open, or -1 where the machine does not tell. */
  int openFiles();

  /** Writes text to standard output at once. */
  void print(String text);

  /** Writes text to standard error at once. */
  void printError(String text);

  /** The oldest signal that was not yet asked for. */
  Optional<Signal> nextSignal();

  /** A short name for the way this program runs, such as {@code native} or {@code jvm}. */
  String kind();
}
