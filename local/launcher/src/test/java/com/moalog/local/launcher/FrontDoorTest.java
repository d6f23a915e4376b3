package com.moalog.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.moalog.local.launcher.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees who types something wrong, or on a machine that is not ready. */
class FrontDoorTest {

  private static final int LIMIT_SECONDS = 60;

  @TempDir private Path root;

  private record Result(int exit, List<String> output, List<String> errors) {}

  @BeforeEach
  void makeARepositoryWithFreePorts() throws IOException {
    Path example = Path.of(System.getProperty("moalog.root"), ".env.example");
    Files.copy(example, root.resolve(".env.example"));
    writePorts(freePorts(Settings.LOCAL_PORTS.size()));
  }

  @Test
  void refusesAnUnknownCommand() throws Exception {
    assertRefused(run("dance"), 2, "Unmatched argument at index 0: 'dance'");
  }

  @Test
  void refusesAnUnknownService() throws Exception {
    assertRefused(run("stop", "oracle"), 1, "unknown service oracle; there are redis, mysql, ");
    assertRefused(run("logs", "oracle"), 1, "unknown service oracle");
  }

  @Test
  void saysThatAPartRunsInContainersOnly() throws Exception {
    assertRefused(run("restart", "grafana"), 1, "grafana runs in containers only");
  }

  @Test
  void asksForTheServiceToStop() throws Exception {
    assertRefused(run("stop"), 2, "Missing required parameter: 'SERVICE'");
  }

  @Test
  void refusesMoreLogLinesThanItKeeps() throws Exception {
    assertRefused(run("logs", "-n", "100001"), 1, "-n takes 0 to 100000 lines");
    assertRefused(run("logs", "-n", "many"), 2, "Invalid value for option '-n'");
  }

  @Test
  void saysThatThePlatformIsDown() throws Exception {
    assertRefused(run("start", "redis"), 1, "the platform is down: run ./moalog up");
    Result status = run("status");
    assertThat(status.exit()).isEqualTo(1);
    assertThat(status.output()).containsExactly("The platform is down; ./moalog up starts it.");
    Result down = run("down");
    assertThat(down.exit()).isZero();
    assertThat(down.output()).containsExactly("Nothing was running.");
  }

  @Test
  void namesEveryFaultOfTheConfiguration() throws Exception {
    Files.writeString(root.resolve(".env"), "SERVER_PORT=ninety\nREDIS_PORT=0\n");
    Result up = run("up");
    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.errors())
        .containsExactly(
            "moalog: REDIS_PORT=0 is not a port from 1 to 65535",
            "moalog: SERVER_PORT=ninety is not a port from 1 to 65535");
  }

  @Test
  void namesThePortThatIsTakenAndWhoHasIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          root.resolve(".env"),
          "\nMYSQL_PORT=" + taken.getLocalPort() + "\n",
          java.nio.file.StandardOpenOption.APPEND);
      assertRefused(
          run("up"),
          1,
          "port %d of mysql is taken by pid %d ("
              .formatted(taken.getLocalPort(), ProcessHandle.current().pid()));
    }
    assertThat(run("status").output())
        .containsExactly("The platform is down; ./moalog up starts it.");
  }

  @Test
  void saysThatThereIsTooLittleRoom() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount a small disk");
    Path state = Files.createDirectories(root.resolve(".moalog"));
    assumeTrue(
        shell("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", state.toString()) == 0,
        "this machine does not let root mount a small disk");
    try {
      assertRefused(run("up"), 1, state + " has 64 MB free and the platform needs 900 MB");
    } finally {
      shell("umount", state.toString());
    }
  }

  private void assertRefused(Result result, int exit, String start) {
    assertThat(result.errors()).singleElement().asString().startsWith("moalog: " + start);
    assertThat(result.exit()).isEqualTo(exit);
  }

  private static int shell(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private void writePorts(List<Integer> ports) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < ports.size(); at++) {
      lines.add(Settings.LOCAL_PORTS.get(at) + "=" + ports.get(at));
    }
    Files.write(root.resolve(".env"), lines);
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int at = 0; at < count; at++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    Path output = root.resolve("output");
    Path errors = root.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("MOALOG_ROOT", root.toString());
    builder.environment().remove("MOALOG_STATE_DIR");
    Process process = builder.start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Result(process.waitFor(), Files.readAllLines(output), Files.readAllLines(errors));
  }
}
