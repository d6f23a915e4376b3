package com.moalog.local.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.launcher.parts.Part;
import com.moalog.local.launcher.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration GLANCE = Duration.ofMillis(10);
  private static final int MOST_KILLS = 3;

  @TempDir private Path folder;
  private Home home;
  private Supervisor supervisor;
  private final List<PartReport> progress = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void makeAHome() throws IOException {
    home = new Home(folder, folder.resolve("state"));
    Files.createDirectories(home.run());
    supervisor = new Supervisor(List.of(), home, Clock.systemUTC());
  }

  @AfterEach
  void stopEverything() throws Exception {
    supervisor.stopAll(report -> {});
    assertThat(Orphans.find(home)).isEmpty();
  }

  @Test
  void aPartThatCannotBePreparedFailsWithItsReasonAndIsTriedAgain() throws Exception {
    FakeServer database = FakeServer.sleeping("database", folder).healthy().broken(true);
    begin(database.store());

    assertThat(supervisor.start(Set.of("database"), progress::add)).isFalse();
    assertThat(report("database").state()).isEqualTo(State.FAILED);
    assertThat(report("database").reason()).startsWith("No space left on device");

    database.broken(false);
    await().atMost(PATIENCE).until(() -> state("database") == State.HEALTHY);
  }

  @Test
  void aDefectOfTheLauncherIsSaidAndThePartCanStillBeStopped() throws Exception {
    begin(FakeServer.sleeping("database", folder).faulty().store());

    assertThat(supervisor.start(Set.of("database"), progress::add)).isFalse();
    assertThat(report("database").reason())
        .isEqualTo("fault in the launcher: java.lang.IllegalStateException: a defect");
    assertThat(supervisor.stop(Set.of("database"), progress::add)).isTrue();
  }

  @Test
  void aPartThatDiesAtOnceIsGivenUpWaitingForAndSaysWhy() throws Exception {
    begin(new FakeServer("database", folder, "echo no port for me; exit 3").store());

    assertThat(supervisor.start(Set.of("database"), progress::add)).isFalse();
    // The pause may have been over before anybody looked; the next one comes.
    PartReport report =
        await()
            .atMost(PATIENCE)
            .until(() -> report("database"), found -> found.state() == State.RESTARTING);
    assertThat(report.reason()).startsWith("exited with 3: no port for me; next start in ");
    assertThat(report.restarts()).isGreaterThanOrEqualTo(Standing.HOPELESS_FAILURES);
  }

  @Test
  void whoAsksAgainAfterAFailureGetsANewAttempt() throws Exception {
    FakeServer database = FakeServer.sleeping("database", folder).healthy().broken(true);
    begin(database.store());
    assertThat(supervisor.start(Set.of("database"), progress::add)).isFalse();
    assertThat(supervisor.start(Set.of("database"), progress::add)).isFalse();

    database.broken(false);
    assertThat(supervisor.start(Set.of("database"), progress::add)).isTrue();
  }

  @Test
  void aKilledPartComesBackWithAnotherProcess() throws Exception {
    begin(FakeServer.sleeping("database", folder).healthy().store());
    assertThat(supervisor.start(Set.of("database"), progress::add)).isTrue();
    long firstPid = report("database").pid();

    ProcessHandle.of(firstPid).orElseThrow().destroyForcibly();
    await().atMost(PATIENCE).until(() -> report("database").restarts() == 1);
    await().atMost(PATIENCE).until(() -> state("database") == State.HEALTHY);
    assertThat(report("database").pid()).isNotEqualTo(firstPid);
  }

  @Test
  void tellsTheTruthWhileAPartComesBack() throws Exception {
    FakeServer database = FakeServer.sleeping("database", folder).healthy();
    begin(database.store());
    supervisor.start(Set.of("database"), progress::add);

    database.unhealthy();
    List<PartReport> restarting = List.of();
    // The pause may have been over before anybody looked.
    for (int kills = 1; kills <= MOST_KILLS && restarting.isEmpty(); kills++) {
      ProcessHandle.of(report("database").pid()).orElseThrow().destroyForcibly();
      List<PartReport> seen = reportsUntilStartedAgain(kills);
      assertThat(seen.getLast().pid()).isNotZero();
      restarting = seen.stream().filter(report -> report.state() == State.RESTARTING).toList();
    }
    assertThat(restarting).isNotEmpty().allMatch(report -> report.pid() == 0);
  }

  private List<PartReport> reportsUntilStartedAgain(int restarts) {
    List<PartReport> seen = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(GLANCE)
        .until(() -> {
          seen.add(report("database"));
          return seen.getLast().state() == State.STARTING && seen.getLast().restarts() == restarts;
        });
    return seen;
  }

  @Test
  void aPartThatStopsAnsweringIsUnhealthyUntilItAnswersAgain() throws Exception {
    FakeServer database = FakeServer.sleeping("database", folder).healthy();
    begin(database.store());
    supervisor.start(Set.of("database"), progress::add);

    database.unhealthy();
    await().atMost(PATIENCE).until(() -> state("database") == State.UNHEALTHY);
    assertThat(report("database").restarts()).isZero();
    database.healthy();
    await().atMost(PATIENCE).until(() -> state("database") == State.HEALTHY);
  }

  @Test
  void aPartWaitsUntilWhatItNeedsIsHealthy() throws Exception {
    FakeServer database = FakeServer.sleeping("database", folder);
    Part service =
        FakeServer.sleeping("service", folder).healthy().part(new Part.Need("database", true));
    begin(database.store(), service);

    Thread up = Thread.startVirtualThread(() -> startQuietly("database", "service"));
    await().atMost(PATIENCE).until(() -> state("database") == State.STARTING);
    assertThat(state("service")).isEqualTo(State.WAITING);
    assertThat(report("service").reason()).isEqualTo("for database");
    database.healthy();
    up.join();
    assertThat(state("service")).isEqualTo(State.HEALTHY);
  }

  @Test
  void aBrokenPartDelaysNobodyWhoOnlyNeedsItStarted() throws Exception {
    FakeServer database = FakeServer.sleeping("database", folder).broken(true);
    Part service =
        FakeServer.sleeping("service", folder).healthy().part(new Part.Need("database", false));
    begin(database.store(), service);

    assertThat(supervisor.start(supervisor.names(), progress::add)).isFalse();
    assertThat(state("service")).isEqualTo(State.HEALTHY);
  }

  @Test
  void aPartThatWasStoppedOnPurposeHoldsNobodyUp() throws Exception {
    Part service =
        FakeServer.sleeping("service", folder).healthy().part(new Part.Need("database", true));
    begin(FakeServer.sleeping("database", folder).healthy().store(), service);

    assertThat(supervisor.start(Set.of("service"), progress::add)).isTrue();
    assertThat(state("database")).isEqualTo(State.STOPPED);
  }

  @Test
  void aStoppedPartStaysStopped() throws Exception {
    begin(FakeServer.sleeping("database", folder).healthy().store());
    supervisor.start(Set.of("database"), progress::add);
    long pid = report("database").pid();

    assertThat(supervisor.stop(Set.of("database"), progress::add)).isTrue();
    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(report("database").pid()).isZero();
    assertThat(Orphans.find(home)).isEmpty();
  }

  @Test
  void aSecondUpChangesNothing() throws Exception {
    begin(FakeServer.sleeping("database", folder).healthy().store());
    supervisor.up(false, progress::add);
    long pid = report("database").pid();
    progress.clear();

    assertThat(supervisor.up(false, progress::add)).isTrue();
    assertThat(progress).singleElement().extracting(PartReport::state).isEqualTo(State.HEALTHY);
    assertThat(report("database").pid()).isEqualTo(pid);
  }

  @Test
  void anOptionalPartIsOffUntilSomebodyAsksForItAndThenIsOneOfAll() throws Exception {
    Part database = FakeServer.sleeping("database", folder).healthy().store();
    begin(database, FakeServer.sleeping("watcher", folder).healthy().watching());

    assertThat(supervisor.up(false, progress::add)).isTrue();
    assertThat(state("watcher")).isEqualTo(State.OFF);

    assertThat(supervisor.up(true, progress::add)).isTrue();
    assertThat(state("watcher")).isEqualTo(State.HEALTHY);

    supervisor.stop(Set.of("watcher"), progress::add);
    assertThat(supervisor.up(false, progress::add)).isTrue();
    assertThat(state("watcher")).isEqualTo(State.HEALTHY);
  }

  @Test
  void stoppingEverythingDoesNotMentionWhatNeverRan() throws Exception {
    Part database = FakeServer.sleeping("database", folder).healthy().store();
    begin(database, FakeServer.sleeping("watcher", folder).healthy().watching());
    supervisor.up(false, report -> {});

    assertThat(supervisor.stopAll(progress::add)).isTrue();
    assertThat(progress).extracting(PartReport::name).containsOnly("database");
    assertThat(state("watcher")).isEqualTo(State.OFF);
  }

  @Test
  void nothingOfTheUsersShellReachesAPart() throws Exception {
    FakeServer server =
        new FakeServer("database", folder, "env; echo END=; exec sleep 600").healthy();
    begin(server.store());
    supervisor.start(Set.of("database"), progress::add);
    await().atMost(PATIENCE).until(() -> Files.readString(home.log("database")).contains("END="));

    List<String> names =
        Files.readAllLines(home.log("database")).stream()
            .map(line -> line.replaceFirst("=.*", ""))
            .toList();
    assertThat(names)
        .contains("FAKE", "PATH")
        .isSubsetOf(
            "END", "FAKE", "PATH", "HOME", "USER", "LANG", "TMPDIR", "PWD", "SHLVL", "_", "OLDPWD");
  }

  private void begin(Part... parts) {
    supervisor = new Supervisor(List.of(parts), home, Clock.systemUTC());
    supervisor.start();
  }

  private void startQuietly(String... names) {
    try {
      supervisor.start(Set.of(names), progress::add);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private State state(String part) {
    return report(part).state();
  }

  private PartReport report(String part) {
    return supervisor.status().stream()
        .filter(report -> report.name().equals(part))
        .findFirst()
        .orElseThrow();
  }
}
