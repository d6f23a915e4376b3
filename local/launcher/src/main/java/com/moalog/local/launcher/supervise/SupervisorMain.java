package com.moalog.local.launcher.supervise;

import com.moalog.local.launcher.parts.Part;
import com.moalog.local.launcher.parts.Parts;
import com.moalog.local.launcher.process.PidFile;
import com.moalog.local.launcher.process.ProcessIdentity;
import com.moalog.local.launcher.process.StopSignal;
import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.launcher.settings.SettingsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;

/**
 * The supervisor's own program. It ends when a client says {@code down} or on SIGTERM, and then
 * nothing of the platform is left.
 */
public final class SupervisorMain {

  private static final int BEFORE_ALL_PARTS = 0;

  private SupervisorMain() {}

  /** Exit 0 after a complete stop, 1 when it cannot begin or something would not stop. */
  public static void main(String[] arguments) throws IOException {
    Home home = Home.of(System.getenv());
    try {
      Settings settings = Settings.load(home, System.getenv());
      System.exit(supervise(home, Parts.of(home, settings), settings.fingerprint()));
    } catch (SettingsException e) {
      e.faults().forEach(System.out::println);
      System.exit(1);
    }
  }

  /** Holds the lock of this home for as long as the supervisor lives; the kernel frees it. */
  static int supervise(Home home, List<Part> parts, String fingerprint) throws IOException {
    Files.createDirectories(home.run());
    Files.setPosixFilePermissions(home.run(), PosixFilePermissions.fromString("rwx------"));
    try (FileChannel file =
            FileChannel.open(
                home.run().resolve("launcher.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      if (lock == null) {
        System.out.println("another supervisor runs in " + home.state());
        return 1;
      }
      return run(new Supervisor(parts, home, Clock.systemUTC()), home, fingerprint);
    }
  }

  private static int run(Supervisor supervisor, Home home, String fingerprint) throws IOException {
    PidFile pidFile = new PidFile(home.run(), Orphans.SUPERVISOR);
    long pid = ProcessHandle.current().pid();
    var identity = ProcessIdentity.of(pid);
    if (identity.isPresent()) {
      pidFile.write(identity.get(), BEFORE_ALL_PARTS, StopSignal.TERM);
    }
    supervisor.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAll(supervisor)));
    new ControlServer(supervisor, fingerprint, ControlSocket.of(home)).serve();
    pidFile.delete();
    return 0;
  }

  private static void stopAll(Supervisor supervisor) {
    try {
      supervisor.stopAll(report -> {});
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
