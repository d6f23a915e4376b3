package com.moalog.local.launcher.doctor;

import com.moalog.local.launcher.process.PidFile;
import com.moalog.local.launcher.process.PortHolder;
import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.launcher.settings.SettingsException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks for everything that would stop the platform on this machine and says what to do. Started
 * from its source, so that it works before anything is built.
 */
final class Doctor {

  private static final long MIN_FREE_DISK_MIB = 1_500;
  private static final long MIN_FREE_MEMORY_MIB = 2_000;
  private static final long KIB_PER_MIB = 1024;
  private static final List<Path> LIBRARY_FOLDERS =
      List.of(
          Path.of("/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib64"));

  private final Home home;
  private final Map<String, String> environment;

  Doctor(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  static void main() throws IOException {
    Doctor doctor = new Doctor(Home.of(System.getenv()), System.getenv());
    List<Finding> findings = doctor.examine();
    findings.forEach(finding -> System.out.println(finding.line()));
    System.exit(findings.stream().allMatch(Finding::good) ? 0 : 1);
  }

  List<Finding> examine() throws IOException {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.good("JDK " + Runtime.version() + " in " + System.getProperty("java.home")));
    findings.add(maven());
    findings.add(machine());
    findings.add(disk());
    findings.add(memory());
    findings.add(program("setsid"));
    findings.add(program("setpriv"));
    findings.add(libraries());
    findings.add(webPage());
    findings.addAll(ports());
    return findings;
  }

  private Finding maven() {
    String maven = environment.getOrDefault("MOALOG_MAVEN", "");
    return maven.isEmpty()
        ? Finding.bad("Maven is missing", "install Maven 3.8 or later (apt-get install maven)")
        : Finding.good("Maven in " + maven);
  }

  private static Finding machine() {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return machine.equals("Linux amd64")
        ? Finding.good(machine)
        : Finding.bad(
            machine, "the database servers are for Linux on x86-64; use the Compose stack");
  }

  private Finding disk() throws IOException {
    Path folder = Files.isDirectory(home.state()) ? home.state() : home.root();
    FileStore store = Files.getFileStore(folder);
    long free = store.getUsableSpace() / KIB_PER_MIB / KIB_PER_MIB;
    String what = free + " MB free for " + home.state();
    return free >= MIN_FREE_DISK_MIB
        ? Finding.good(what)
        : Finding.bad(what, "make room for " + MIN_FREE_DISK_MIB + " MB or set MOALOG_STATE_DIR");
  }

  private static Finding memory() throws IOException {
    long free;
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      free =
          lines
              .filter(line -> line.startsWith("MemAvailable:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
              .findFirst()
              .orElse(0);
    }
    String what = free + " MB of memory available";
    return free >= MIN_FREE_MEMORY_MIB
        ? Finding.good(what)
        : Finding.bad(what, "the platform takes up to 1600 MB; close something");
  }

  private Finding program(String name) {
    return find(name)
        ? Finding.good(name)
        : Finding.bad(name + " is missing", "install util-linux (apt-get install util-linux)");
  }

  private boolean find(String program) {
    return Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** MySQL needs two small libraries, which the launcher can fetch by itself on Debian. */
  private Finding libraries() {
    boolean installed =
        Stream.of("libaio.so.1", "libnuma.so.1")
            .allMatch(library ->
                LIBRARY_FOLDERS.stream().anyMatch(folder -> Files.exists(folder.resolve(library))));
    if (installed) {
      return Finding.good("libaio and libnuma for MySQL");
    }
    return find("apt-get")
        ? Finding.good("libaio and libnuma for MySQL are fetched by apt-get at the first start")
        : Finding.bad(
            "libaio.so.1 and libnuma.so.1 are missing", "install libaio and numactl-libs");
  }

  /** Nothing else needs Node.js, so its absence is no fault. */
  private Finding webPage() {
    return find("node") && find("npm")
        ? Finding.good("Node.js and npm for the web page")
        : Finding.good(
            "Node.js 20.19 or npm is missing, so the server is built without its web page"
                + " (apt-get install nodejs npm)");
  }

  private List<Finding> ports() throws IOException {
    if (!PidFile.runningIn(home.run()).isEmpty()) {
      return List.of(Finding.good("the platform runs, so its ports are its own"));
    }
    Settings settings;
    try {
      settings = Settings.load(home, environment);
    } catch (SettingsException e) {
      return e.faults().stream().map(fault -> Finding.bad(fault, "edit .env")).toList();
    }
    List<Finding> findings = new ArrayList<>();
    for (String variable : Settings.LOCAL_PORTS) {
      int port = settings.port(variable);
      if (!PortHolder.isFree(port)) {
        String holder = PortHolder.of(port).map(PortHolder::describe).orElse("another process");
        findings.add(
            Finding.bad(
                "port " + port + " is taken by " + holder,
                "stop it, or set " + variable + " in .env"));
      }
    }
    return findings.isEmpty() ? List.of(Finding.good("all ports are free")) : findings;
  }
}
