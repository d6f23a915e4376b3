package com.moalog.load;

import com.moalog.load.scenario.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ./moalog load NAME...|all [--short]}: loads the running platform. Exit 0 when every
 * threshold held, 1 when one did not, 2 for a wrong command.
 */
public final class Load {

  private static final int USAGE_ERROR = 2;
  private static final String SHORT = "--short";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Map<String, String> environment;
  private final PrintStream out;

  Load(Map<String, String> environment, PrintStream out) {
    this.environment = Map.copyOf(environment);
    this.out = out;
  }

  public static void main(String[] arguments) throws InterruptedException {
    Load load = new Load(System.getenv(), System.out);
    try {
      System.exit(load.run(List.of(arguments)));
    } catch (IOException e) {
      System.err.println("moalog: " + e.getMessage());
      System.exit(1);
    }
  }

  int run(List<String> arguments) throws IOException, InterruptedException {
    List<String> names = arguments.stream().filter(each -> !each.equals(SHORT)).toList();
    if (names.isEmpty() || names.contains("--help")) {
      list();
      return 0;
    }
    List<LoadScenario> chosen = new ArrayList<>();
    for (String name : names) {
      Optional<LoadScenario> found = LoadScenario.named(name);
      if (found.isEmpty() && !name.equals("all")) {
        out.println("moalog: unknown load '" + name + "'; ./moalog load lists them");
        return USAGE_ERROR;
      }
      chosen.addAll(found.map(List::of).orElse(List.of(LoadScenario.values())));
    }
    return run(chosen, arguments.contains(SHORT));
  }

  private void list() {
    out.println("Usage: ./moalog load NAME...|all [--short]");
    out.println();
    for (LoadScenario each : LoadScenario.values()) {
      out.printf("  %-20s %s%n", each.title(), each.purpose());
    }
  }

  private int run(List<LoadScenario> scenarios, boolean isShort)
      throws IOException, InterruptedException {
    Platform platform = Platform.of(environment);
    List<String> rows = new ArrayList<>();
    boolean isGood = true;
    for (LoadScenario scenario : scenarios) {
      out.printf("%s: %s%n", scenario.title(), scenario.purpose());
      Path folder = newFolder(scenario);
      int exit = gatling(scenario, platform, folder, isShort);
      Figures figures = Figures.in(folder);
      Tally tally = Tally.in(folder.resolve("counts.txt"));
      List<String> broken = new ArrayList<>(Verdicts.broken(scenario, tally, platform));
      if (exit != 0) {
        broken.addFirst("a threshold of Gatling; see " + folder.resolve("gatling.log"));
      }
      broken.forEach(each -> out.println("  NOT " + each));
      out.println("  " + figures + (tally.statuses().isEmpty() ? "" : "; " + tally));
      out.println("  report: " + figures.report());
      isGood &= broken.isEmpty();
      rows.add(
          "| %s | %s%s | %s | %s |"
              .formatted(
                  scenario.title(),
                  figures,
                  tally.statuses().isEmpty() ? "" : "; " + tally,
                  scenario.original(),
                  broken.isEmpty() ? "PASS" : "FAIL"));
    }
    out.println();
    out.println("| load | measured | original | verdict |");
    out.println("|---|---|---|---|");
    rows.forEach(out::println);
    return isGood ? 0 : 1;
  }

  private Path newFolder(LoadScenario scenario) throws IOException {
    String state = environment.getOrDefault("MOALOG_STATE_DIR", "");
    return Files.createDirectories(
        Path.of(state.isEmpty() ? ".moalog" : state)
            .toAbsolutePath()
            .resolve("reports/load")
            .resolve(scenario.title() + "-" + STAMP.format(Clock.systemUTC().instant())));
  }

  /** Gatling keeps state of its own, so each simulation has a process of its own. */
  private int gatling(LoadScenario scenario, Platform platform, Path folder, boolean isShort)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "-D" + Target.SERVER + "=" + platform.server(),
            "-D" + Target.FLUXPAY + "=" + platform.fluxpay(),
            "-D" + Target.SANDBOX + "=" + platform.sandbox(),
            "-D" + Target.TOKEN + "=" + platform.login(),
            "-D" + Target.COUNTS + "=" + folder.resolve("counts.txt"),
            "-D" + Target.SHORT + "=" + isShort,
            "io.gatling.app.Gatling",
            "-s",
            scenario.simulation(),
            "-rf",
            folder.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("gatling.log").toFile())
        .start()
        .waitFor();
  }
}
