package com.moalog.local.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.launcher.process.PidFile;
import com.moalog.local.launcher.settings.Home;
import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorProcessTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private Home home;
  private ControlClient client;
  private Process process;

  @BeforeEach
  void startASupervisor() throws IOException {
    home = new Home(folder, folder.resolve("state"));
    client = new ControlClient(home);
    process = start();
    await().atMost(PATIENCE).until(client::isUp);
    assertThat(send("up").succeeded()).isTrue();
  }

  @AfterEach
  void leaveNothing() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    assertThat(Orphans.stop(home)).isEmpty();
  }

  @Test
  void refusesWordsItDoesNotKnow() throws IOException {
    assertThat(send("dance").succeeded()).isFalse();
    assertThat(send("stop nobody").text()).isEqualTo("unknown part nobody");
    assertThat(send("").succeeded()).isFalse();
  }

  @Test
  void onlyOneSupervisorServesAHome() throws IOException, InterruptedException {
    Process second = start();
    assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(send("status").succeeded()).isTrue();
  }

  @Test
  void downStopsThePartsAndThenTheSupervisor() throws IOException, InterruptedException {
    assertThat(send("down").succeeded()).isTrue();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Orphans.find(home)).isEmpty();
  }

  @Test
  void aPoliteSignalStopsThePartsToo() throws IOException, InterruptedException {
    process.destroy();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(Orphans.find(home)).isEmpty();
  }

  @Test
  void whatAKilledSupervisorLeavesCanBeFoundAndStopped() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    Map<String, PidFile.Running> orphans = Orphans.find(home);
    assertThat(orphans).containsOnlyKeys("database", "service");
    assertThat(client.send("status", report -> {})).isEmpty();

    assertThat(Orphans.stop(home)).isEmpty();
    assertThat(Orphans.find(home)).isEmpty();
    assertThat(orphans.values()).noneMatch(orphan -> orphan.process().isAlive());
  }

  @Test
  void stopsAndRestartsOnePartAndReportsTheSettingsItRunsWith() throws IOException {
    assertThat(send("stop service").succeeded()).isTrue();
    assertThat(send("status").parts())
        .filteredOn(report -> report.name().equals("service"))
        .extracting(PartReport::state)
        .containsExactly(State.STOPPED);
    assertThat(send("restart service").succeeded()).isTrue();
    ControlClient.Answer status = send("status");
    assertThat(status.text()).isEqualTo("fingerprint");
    assertThat(status.parts())
        .extracting(PartReport::name)
        .containsExactly("database", "service", "launcher");
    assertThat(status.parts()).allMatch(report -> report.state() == State.HEALTHY);
    assertThat(status.parts()).allMatch(report -> report.pssKib() > 0);
  }

  @Test
  void aClientThatLeavesDoesNotStopARestartHalfWay() throws IOException {
    long before = pid("service");
    sendAndLeave("restart");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(pid("service")).isNotIn(before, 0L);
          assertThat(send("status").parts()).allMatch(report -> report.state() == State.HEALTHY);
        });
  }

  @Test
  void aClientThatLeavesDoesNotKeepTheSupervisorUp() throws IOException, InterruptedException {
    sendAndLeave("down");
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Orphans.find(home)).isEmpty();
  }

  private long pid(String part) throws IOException {
    return send("status").parts().stream()
        .filter(report -> report.name().equals(part))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  private void sendAndLeave(String command) throws IOException {
    var socket = UnixDomainSocketAddress.of(ControlSocket.shortest(ControlSocket.of(home)));
    try (SocketChannel channel = SocketChannel.open(socket)) {
      channel.write(StandardCharsets.UTF_8.encode(command + "\n"));
    }
  }

  private ControlClient.Answer send(String command) throws IOException {
    return client.send(command, report -> {}).orElseThrow();
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FakePlatform.class.getName()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "supervisor.log"));
    builder.environment().put("MOALOG_ROOT", folder.toString());
    builder.environment().put("MOALOG_STATE_DIR", home.state().toString());
    return builder.start();
  }
}
