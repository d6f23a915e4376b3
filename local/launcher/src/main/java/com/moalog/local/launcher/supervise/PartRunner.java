package com.moalog.local.launcher.supervise;

import com.moalog.local.launcher.parts.Part;
import com.moalog.local.launcher.process.PidFile;
import com.moalog.local.launcher.process.PortHolder;
import com.moalog.local.launcher.process.ProcessIdentity;
import com.moalog.local.launcher.process.Stop;
import com.moalog.local.launcher.settings.Home;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Runs one part for as long as it is wanted. One thread owns the part and its process from the
 * first start to the last stop, so its life reads from top to bottom; other threads only say on the
 * board what they want.
 */
final class PartRunner {

  private static final Duration FOREVER = Duration.ofDays(10_000);
  private static final Duration CHECK_WHILE_STARTING = Duration.ofMillis(200);
  private static final Duration CHECK_WHILE_HEALTHY = Duration.ofSeconds(2);

  /** One slow answer under load is no news; two in a row are. */
  private static final int MISSES_TO_UNHEALTHY = 2;

  private final Part part;
  private final Scoreboard board;
  private final Home home;
  private final Clock clock;
  private final PidFile pidFile;

  PartRunner(Part part, Scoreboard board, Home home, Clock clock) {
    this.part = part;
    this.board = board;
    this.home = home;
    this.clock = clock;
    this.pidFile = new PidFile(home.run(), part.name());
  }

  /** Serves the part until the thread is interrupted. */
  void run() {
    try {
      while (true) {
        board.await(this::isWanted, FOREVER);
        serve();
        board.update(part.name(), standing -> standing.in(State.STOPPED, "").withFailures(0));
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** A fault of the supervisor itself must not look like a part that is merely slow. */
  private void serve() throws InterruptedException {
    while (isWanted()) {
      try {
        serveWhileWanted();
      } catch (RuntimeException fault) {
        fault.printStackTrace(System.out);
        board.update(
            part.name(),
            standing ->
                standing
                    .withProcess(0, clock.instant())
                    .in(State.FAILED, "fault in the launcher: " + fault));
        board.await(() -> !isWanted() || isAskedForAgain(), FOREVER);
      }
    }
  }

  private boolean isWanted() {
    return board.of(part.name()).wanted();
  }

  private void serveWhileWanted() throws InterruptedException {
    BackOff backOff = new BackOff();
    while (isWanted() && awaitNeeds()) {
      Duration pause = attempt(backOff);
      board.await(() -> !isWanted() || isAskedForAgain(), pause);
    }
  }

  private boolean isAskedForAgain() {
    return board.of(part.name()).state() == State.WAITING;
  }

  /** False when the part is no longer wanted before its needs are met. */
  private boolean awaitNeeds() throws InterruptedException {
    for (Part.Need need : part.needs()) {
      if (!isMet(need)) {
        board.update(part.name(), standing -> standing.in(State.WAITING, "for " + need.part()));
      }
      board.await(() -> !isWanted() || isMet(need), FOREVER);
    }
    return isWanted();
  }

  /** A part that somebody stopped on purpose holds nobody up. */
  private boolean isMet(Part.Need need) {
    Standing other = board.of(need.part());
    boolean there = need.healthy() ? other.state() == State.HEALTHY : other.wasAttempted();
    return there || !other.wanted();
  }

  /** Prepares, starts and watches until the process ends. Returns the pause before the next try. */
  private Duration attempt(BackOff backOff) throws InterruptedException {
    Process process;
    try {
      board.update(part.name(), standing -> standing.in(State.PREPARING, ""));
      part.server().prepare();
      refuseTakenPorts();
      process = start();
    } catch (IOException e) {
      Duration pause = backOff.after(Duration.ZERO);
      String why = withPause(reason(e), pause);
      board.update(
          part.name(),
          standing -> standing.in(State.FAILED, why).withFailures(standing.failures() + 1));
      return pause;
    }
    try {
      return watch(process, backOff);
    } catch (RuntimeException fault) {
      process.destroyForcibly();
      forget();
      throw fault;
    }
  }

  private static String withPause(String why, Duration pause) {
    return why + "; next start in " + pause.toMillis() / 1000.0 + " s";
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message.lines().findFirst().orElse(e.toString());
  }

  private void refuseTakenPorts() throws IOException {
    for (Part.NamedPort named : part.ports()) {
      if (!PortHolder.isFree(named.port())) {
        throw new IOException(TakenPort.describe(part.name(), named));
      }
    }
  }

  private Process start() throws IOException {
    var command = part.server().command();
    LogFile log = new LogFile(home.log(part.name()));
    log.rotateIfLarge();
    ProcessBuilder builder =
        new ProcessBuilder(command.arguments())
            .directory(command.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.appending());
    ChildEnvironment.replace(builder.environment(), command.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    remember(process);
    Instant now = clock.instant();
    board.update(
        part.name(), standing -> standing.withProcess(process.pid(), now).in(State.STARTING, ""));
    return process;
  }

  /** A process that nobody could find again must not run. */
  private void remember(Process process) throws IOException {
    try {
      var identity = ProcessIdentity.of(process.pid());
      if (identity.isPresent()) {
        pidFile.write(identity.get(), part.tier().stopOrder(), part.stopSignal());
      }
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private Duration watch(Process process, BackOff backOff) throws InterruptedException {
    var _ = process.onExit().thenRun(board::wake);
    HealthLog health = new HealthLog(MISSES_TO_UNHEALTHY, clock);
    while (process.isAlive()) {
      if (!isWanted()) {
        stop(process);
        return Duration.ZERO;
      }
      boolean answered = part.server().isHealthy();
      if (process.isAlive() && isWanted()) {
        report(health.note(answered));
      }
      limitLog();
      Duration interval = answered ? CHECK_WHILE_HEALTHY : CHECK_WHILE_STARTING;
      board.await(() -> !process.isAlive() || !isWanted(), interval);
    }
    Duration pause = backOff.after(health.healthyFor());
    died(process, health.wasHealthy(), pause);
    return pause;
  }

  private void report(State state) {
    switch (state) {
      case HEALTHY ->
          board.update(part.name(), standing -> standing.in(State.HEALTHY, "").withFailures(0));
      case UNHEALTHY ->
          board.update(
              part.name(),
              standing -> standing.in(State.UNHEALTHY, "does not answer its health check"));
      default -> {
        // Still starting: the board says so already.
      }
    }
  }

  private void died(Process process, boolean wasHealthy, Duration pause) {
    forget();
    String last = new LogFile(home.log(part.name())).lastLine();
    String exit = "exited with " + process.exitValue() + (last.isEmpty() ? "" : ": " + last);
    String why = withPause(exit, pause);
    Instant now = clock.instant();
    board.update(
        part.name(),
        standing ->
            standing
                .withProcess(0, now)
                .withFailures(wasHealthy ? 0 : standing.failures() + 1)
                .restarted()
                .in(State.RESTARTING, why));
  }

  private void stop(Process process) throws InterruptedException {
    board.update(part.name(), standing -> standing.in(State.STOPPING, ""));
    boolean ended = Stop.end(process.toHandle(), part.stopSignal());
    if (ended) {
      forget();
    }
    Instant now = clock.instant();
    board.update(part.name(), standing -> standing.withProcess(0, now));
  }

  private void limitLog() {
    try {
      new LogFile(home.log(part.name())).rotateIfLarge();
    } catch (IOException e) {
      System.out.println("cannot rotate the log of " + part.name() + ": " + e.getMessage());
    }
  }

  private void forget() {
    try {
      pidFile.delete();
    } catch (IOException e) {
      // The file names a process that has ended: PidFile.running() finds nothing behind it.
      System.out.println("cannot delete the pid file of " + part.name() + ": " + e.getMessage());
    }
  }
}
