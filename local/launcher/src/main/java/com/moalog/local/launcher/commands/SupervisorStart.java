package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.parts.Part;
import com.moalog.local.launcher.parts.Parts;
import com.moalog.local.launcher.parts.StagedJar;
import com.moalog.local.launcher.process.PortHolder;
import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.launcher.settings.SettingsException;
import com.moalog.local.launcher.supervise.Orphans;
import com.moalog.local.launcher.supervise.SupervisorMain;
import com.moalog.local.launcher.supervise.TakenPort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Checks that the platform can start here, then starts its supervisor in a session of its own. */
final class SupervisorStart {

  /** Four fresh data directories, the unpacked servers and the copies of the services. */
  private static final long COLD_START_MIB = 900;

  /** What a platform that ran before still writes. */
  private static final long WARM_START_MIB = 100;

  private static final long BYTES_PER_MIB = 1024 * 1024;
  private static final int START_LIMIT_MILLIS = 20_000;
  private static final int POLL_MILLIS = 50;

  private final Platform platform;
  private final Home home;
  private final Settings settings;

  SupervisorStart(Platform platform, Settings settings) {
    this.platform = platform;
    this.home = platform.home();
    this.settings = settings;
  }

  /**
   * Starts the supervisor; it runs nothing yet.
   *
   * @param withMonitoring whether the ports of the optional parts have to be free too
   */
  void start(boolean withMonitoring) throws IOException, InterruptedException, CommandFailure {
    Files.createDirectories(home.state());
    stopOrphans();
    requireSpace();
    List<Part> parts =
        parts().stream().filter(part -> withMonitoring || !part.isOptional()).toList();
    requireFreePorts(parts);
    System.out.println("Starting " + parts.size() + " parts in " + home.state());
    await(launch());
  }

  private void stopOrphans() throws IOException, InterruptedException, CommandFailure {
    Map<String, ?> orphans = Orphans.find(home);
    if (orphans.isEmpty()) {
      return;
    }
    System.out.println(
        "Stopping what a dead launcher left behind: " + String.join(", ", orphans.keySet()));
    List<String> left = Orphans.stop(home);
    if (!left.isEmpty()) {
      throw new CommandFailure("cannot stop " + String.join(", ", left) + "; who owns them?");
    }
  }

  private void requireSpace() throws IOException, CommandFailure {
    long needed = Files.isDirectory(home.data()) ? WARM_START_MIB : COLD_START_MIB;
    long free = Files.getFileStore(home.state()).getUsableSpace() / BYTES_PER_MIB;
    if (free < needed) {
      throw new CommandFailure(
          "%s has %d MB free and the platform needs %d MB: make room, or set MOALOG_STATE_DIR"
              .formatted(home.state(), free, needed));
    }
  }

  private static void requireFreePorts(List<Part> parts) throws IOException, CommandFailure {
    List<String> taken =
        parts.stream()
            .flatMap(part ->
                part.ports().stream()
                    .filter(named -> !PortHolder.isFree(named.port()))
                    .map(named -> TakenPort.describe(part.name(), named)))
            .toList();
    if (!taken.isEmpty()) {
      throw new CommandFailure(taken);
    }
  }

  private List<Part> parts() throws IOException, CommandFailure {
    try {
      return Parts.of(home, settings);
    } catch (SettingsException e) {
      throw new CommandFailure(e.faults());
    }
  }

  private Process launch() throws IOException {
    StagedJar jar =
        new StagedJar(
            home.root().resolve("local/launcher/target/local-launcher.jar"),
            home.applications().resolve("launcher"));
    jar.stage();
    File log = home.log("launcher").toFile();
    Files.createDirectories(home.logs());
    return new ProcessBuilder(
            "setsid",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xss512k",
            "-Dmoalog.root=" + home.root(),
            "-cp",
            jar.staged().toString(),
            SupervisorMain.class.getName())
        .directory(home.root().toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private void await(Process supervisor) throws InterruptedException, CommandFailure {
    for (int waited = 0; waited < START_LIMIT_MILLIS; waited += POLL_MILLIS) {
      if (platform.supervisor().isUp()) {
        return;
      }
      if (supervisor.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) && !platform.supervisor().isUp()) {
        break;
      }
    }
    throw new CommandFailure("the supervisor did not start; see " + home.log("launcher"));
  }
}
