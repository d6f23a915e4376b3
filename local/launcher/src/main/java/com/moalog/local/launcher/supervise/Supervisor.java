package com.moalog.local.launcher.supervise;

import com.moalog.local.launcher.parts.Part;
import com.moalog.local.launcher.process.Memory;
import com.moalog.local.launcher.settings.Home;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Keeps the wanted parts running. Commands only change what is wanted and then watch the board
 * until it has come true or makes no sense to wait for. Thread-safe.
 */
final class Supervisor {

  /** Longest wait of a command: a first start unpacks and initialises four data stores. */
  static final Duration COMMAND_LIMIT = Duration.ofMinutes(5);

  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Scoreboard board;
  private final Home home;
  private final Clock clock;
  private final Instant startedAt;

  Supervisor(List<Part> parts, Home home, Clock clock) {
    parts.forEach(part -> this.parts.put(part.name(), part));
    this.home = home;
    this.clock = clock;
    this.startedAt = clock.instant();
    Map<String, Standing> initial = new LinkedHashMap<>();
    for (Part part : parts) {
      initial.put(
          part.name(), part.isOptional() ? Standing.off(startedAt) : Standing.stopped(startedAt));
    }
    this.board = new Scoreboard(initial, this::tellLog);
  }

  private void tellLog(String part, Standing standing) {
    System.out.println(
        clock.instant() + " " + part + " " + standing.state().word() + " " + standing.reason());
  }

  /** Starts one thread for each part; no part is wanted yet. */
  void start() {
    for (Part part : parts.values()) {
      PartRunner runner = new PartRunner(part, board, home, clock);
      Thread.ofPlatform().daemon().name(part.name()).start(runner::run);
    }
  }

  Set<String> names() {
    return parts.keySet();
  }

  /**
   * Makes all parts wanted, and replaces running ones that were built anew.
   *
   * @param withMonitoring whether optional parts that nobody has asked for yet are started too
   * @param progress told about each change meanwhile
   * @return whether all are healthy
   */
  boolean up(boolean withMonitoring, Consumer<PartReport> progress)
      throws InterruptedException, IOException {
    Set<String> outdated =
        parts.values().stream()
            .filter(part -> board.of(part.name()).pid() != 0)
            .filter(Supervisor::isOutdated)
            .map(Part::name)
            .collect(Collectors.toSet());
    stop(outdated, progress);
    return start(withMonitoring ? names() : askedFor(), progress);
  }

  private Set<String> askedFor() {
    return parts.keySet().stream()
        .filter(name -> board.of(name).state() != State.OFF)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static boolean isOutdated(Part part) {
    try {
      return part.isOutdated();
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Makes these parts wanted and waits for them; returns whether all are healthy. */
  boolean start(Set<String> names, Consumer<PartReport> progress) throws InterruptedException {
    names.forEach(name -> board.update(name, Standing::wantedAnew));
    watch(names, progress);
    return names.stream().allMatch(name -> board.of(name).state() == State.HEALTHY);
  }

  /** Stops these parts; returns whether all have stopped. */
  boolean stop(Set<String> names, Consumer<PartReport> progress) throws InterruptedException {
    names.forEach(name -> board.update(name, standing -> standing.withWanted(false)));
    watch(names, progress);
    return names.stream().allMatch(name -> board.of(name).state() == State.STOPPED);
  }

  /** Stops everything, what watches first, stores last. */
  boolean stopAll(Consumer<PartReport> progress) throws InterruptedException {
    boolean stopped = true;
    for (Part.Tier tier : Part.Tier.values()) {
      stopped &= stop(namesOf(tier), progress);
    }
    return stopped;
  }

  private Set<String> namesOf(Part.Tier tier) {
    return parts.values().stream()
        .filter(part -> part.tier() == tier && board.of(part.name()).state() != State.OFF)
        .map(Part::name)
        .collect(Collectors.toSet());
  }

  /** Reports each change of these parts until all are settled or the limit is over. */
  private void watch(Set<String> names, Consumer<PartReport> progress) throws InterruptedException {
    Instant deadline = clock.instant().plus(COMMAND_LIMIT);
    Map<String, State> told = new LinkedHashMap<>();
    while (true) {
      Map<String, Standing> now = board.all();
      for (String name : names) {
        Standing standing = now.getOrDefault(name, Standing.stopped(startedAt));
        if (told.put(name, standing.state()) != standing.state()) {
          progress.accept(report(name, standing, 0));
        }
      }
      Duration left = Duration.between(clock.instant(), deadline);
      if (names.stream().allMatch(this::isSettled) || left.isNegative()) {
        return;
      }
      board.await(() -> !board.all().equals(now), left);
    }
  }

  /** Also true of a part that waits for one that will not become healthy. */
  private boolean isSettled(String name) {
    Standing standing = board.of(name);
    Part part = parts.get(name);
    if (standing.state() != State.WAITING || part == null) {
      return standing.isSettled();
    }
    return part.needs().stream()
        .filter(Part.Need::healthy)
        .anyMatch(need -> board.of(need.part()).state() != State.HEALTHY && isSettled(need.part()));
  }

  /** Every part with its memory, the launcher last. */
  List<PartReport> status() {
    List<PartReport> reports = new ArrayList<>();
    board
        .all()
        .forEach((name, standing) -> reports.add(report(name, standing, pssKib(standing.pid()))));
    long ownPid = ProcessHandle.current().pid();
    reports.add(
        new PartReport(
            "launcher", State.HEALTHY, "", ownPid, startedAt, 0, Memory.ownPssKib(ownPid), ""));
    return reports;
  }

  private static long pssKib(long pid) {
    return pid == 0 ? 0 : ProcessHandle.of(pid).map(Memory::pssKib).orElse(0L);
  }

  private PartReport report(String name, Standing standing, long pssKib) {
    Part part = parts.get(name);
    return new PartReport(
        name,
        standing.state(),
        standing.reason(),
        standing.pid(),
        standing.since(),
        standing.restarts(),
        pssKib,
        part == null ? "" : part.address());
  }
}
