package com.moalog.local.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  @TempDir private Path directory;
  private Process process;
  private PidFile file;

  @BeforeEach
  void startAProcess() throws IOException {
    process = new ProcessBuilder("sleep", "60").start();
    file = new PidFile(directory, "redis");
  }

  @AfterEach
  void endTheProcess() {
    process.destroyForcibly();
  }

  @Test
  void doesNotTakeAnotherProcessWithTheSamePidForOurs() throws IOException {
    ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
    file.write(
        new ProcessIdentity(identity.pid(), identity.startTicks() - 1, identity.bootId()),
        1,
        StopSignal.TERM);
    assertThat(file.running()).isEmpty();

    file.write(
        new ProcessIdentity(identity.pid(), identity.startTicks(), "another boot"),
        1,
        StopSignal.TERM);
    assertThat(file.running()).isEmpty();
  }

  @Test
  void remembersNothingWhenTheFileIsBroken() throws IOException {
    Files.writeString(directory.resolve("redis.pid"), "12 garbage");
    assertThat(file.running()).isEmpty();
    Files.writeString(directory.resolve("redis.pid"), "x 1 boot 1 TERM");
    assertThat(file.running()).isEmpty();
    assertThat(PidFile.runningIn(directory)).isEmpty();
  }

  @Test
  void findsARunningProcessUntilItEnds() throws IOException, InterruptedException {
    file.write(ProcessIdentity.of(process.pid()).orElseThrow(), 2, StopSignal.INT);
    PidFile.Running running = file.running().orElseThrow();
    assertThat(running.process().pid()).isEqualTo(process.pid());
    assertThat(running.order()).isEqualTo(2);
    assertThat(running.signal()).isEqualTo(StopSignal.INT);
    assertThat(PidFile.runningIn(directory)).containsOnlyKeys("redis");

    process.destroyForcibly().waitFor();
    assertThat(file.running()).isEmpty();
  }

  @Test
  void interruptsAProcessThatIsStoppedThatWay() throws IOException, InterruptedException {
    assertThat(Stop.end(process.toHandle(), StopSignal.INT)).isTrue();
    assertThat(process.waitFor()).isEqualTo(128 + 2);
  }

  @Test
  void knowsTheMemoryOfAProcess() {
    assertThat(Memory.pssKib(ProcessHandle.current())).isGreaterThan(1_000);
  }
}
