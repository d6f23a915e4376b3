package com.moalog.chaos.platform;

import com.moalog.chaos.network.Detour;
import java.io.IOException;
import java.util.List;

/**
 * The platform under test, behind the few things that every fault is made of. Parts have the names
 * of their Compose services. One implementation drives {@code ./moalog}, the other Docker.
 */
public interface Platform extends AutoCloseable {

  Addresses addresses();

  boolean can(Ability ability);

  /** Stops the part and returns when it is gone. */
  void stop(String part) throws IOException, InterruptedException;

  /** Starts the part and returns when it is healthy. */
  void start(String part) throws IOException, InterruptedException;

  /** The process keeps its connections and does nothing. */
  void freeze(String part) throws IOException, InterruptedException;

  /** Ends {@link #freeze}. */
  void thaw(String part) throws IOException, InterruptedException;

  /** Ends the process without warning and returns; whoever watches it starts it again. */
  void kill(String part) throws IOException, InterruptedException;

  /** What stands before the part; see {@link Ability#DETOURS}. */
  Detour detour(Route route);

  /** The process of the part; see {@link Ability#PROCESSES}. */
  long pid(String part) throws IOException;

  /** Where PostgreSQL keeps its data; see {@link Ability#SMALL_DISK}. */
  SmallDisk disk();

  /** What the part has logged so far. */
  String log(String part) throws IOException, InterruptedException;

  /** How many bytes the logs of all parts take; see {@link Ability#PROCESSES}. */
  long logBytes() throws IOException;

  /** Writes that much into the part's log, as if it had; see {@link Ability#PROCESSES}. */
  void swellLog(String part, long bytes) throws IOException;

  /** A value that the parts were started with, for a process beside them. */
  String setting(String variable);

  /** The parts that are not healthy. */
  List<String> unhealthy() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
