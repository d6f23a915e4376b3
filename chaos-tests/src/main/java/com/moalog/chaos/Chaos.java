package com.moalog.chaos;

import com.moalog.chaos.experiment.Depth;
import com.moalog.chaos.experiment.Experiment;
import com.moalog.chaos.experiment.Fault;
import com.moalog.chaos.experiment.Finding;
import com.moalog.chaos.experiment.Outcome;
import com.moalog.chaos.experiment.Stage;
import com.moalog.chaos.platform.ComposePlatform;
import com.moalog.chaos.platform.LocalPlatform;
import com.moalog.chaos.platform.Platform;
import com.moalog.chaos.report.JUnitXml;
import com.moalog.chaos.report.Report;
import com.moalog.chaos.scenario.Faults;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code ./moalog chaos NAME...|all|list [--short]}: breaks a platform of its own and prints what
 * its users noticed. Exit 0 when everything was as expected, 1 when something was not, 2 for a
 * wrong command. With {@code MODE=compose} it breaks the Compose stack that runs.
 */
public final class Chaos {

  private static final int USAGE_ERROR = 2;
  private static final String SHORT = "--short";

  private final Map<String, String> environment;
  private final PrintStream out;

  Chaos(Map<String, String> environment, PrintStream out) {
    this.environment = Map.copyOf(environment);
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(new Chaos(System.getenv(), System.out).run(List.of(arguments)));
  }

  int run(List<String> arguments) throws IOException, InterruptedException {
    List<String> names = arguments.stream().filter(each -> !each.startsWith("-")).toList();
    List<String> options = arguments.stream().filter(each -> each.startsWith("-")).toList();
    if (names.isEmpty() || names.equals(List.of("list"))) {
      list();
      return 0;
    }
    List<Fault> chosen = new ArrayList<>();
    for (String name : names) {
      List<Fault> found = named(name);
      if (found.isEmpty() || !List.of(SHORT).containsAll(options)) {
        out.println("moalog: unknown fault or option; ./moalog chaos list shows them");
        return USAGE_ERROR;
      }
      chosen.addAll(found);
    }
    return run(chosen, options.contains(SHORT) ? Depth.SHORT : Depth.FULL);
  }

  private static List<Fault> named(String name) {
    return Faults.all().stream()
        .filter(each -> name.equals("all") || each.name().equals(name))
        .toList();
  }

  private void list() {
    out.println("Usage: ./moalog chaos NAME...|all|list [--short]");
    out.println();
    Faults.all()
        .forEach(
            each -> out.printf("  %-22s %s: %s%n", each.name(), each.injection(), each.promise()));
  }

  private int run(List<Fault> faults, Depth depth) throws IOException, InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    try (Platform platform = platform()) {
      for (Fault fault : faults) {
        out.printf("%s: %s%n", fault.name(), fault.injection());
        Outcome outcome = Experiment.run(fault, new Stage(platform, outcomes.size(), depth));
        show(outcome);
        outcomes.add(outcome);
      }
    }
    Report report = new Report(outcomes);
    out.println();
    report.lines().forEach(out::println);
    write(report);
    return report.count(Outcome.Verdict.FAIL) == 0 ? 0 : 1;
  }

  private Platform platform() throws IOException, InterruptedException {
    if (environment.getOrDefault("MODE", "").equals("compose")) {
      return new ComposePlatform(environment);
    }
    out.println("Starting a platform of its own, with monitoring, on free ports ...");
    return LocalPlatform.start(state().resolve("chaos"));
  }

  private Path state() {
    String state = environment.getOrDefault("MOALOG_STATE_DIR", "");
    return Path.of(state.isEmpty() ? ".moalog" : state).toAbsolutePath();
  }

  private void show(Outcome outcome) {
    for (Finding finding : outcome.findings()) {
      out.printf(
          "  %s %s: %s%n",
          finding.isMet() ? "ok  " : finding.isTime() ? "slow" : "NOT ",
          finding.expected(),
          finding.observed());
    }
    out.printf("  %s in %.0f s %s%n", outcome.verdict(), outcome.seconds(), outcome.note());
  }

  private void write(Report report) throws IOException {
    Path folder = Files.createDirectories(state().resolve("reports"));
    Files.writeString(folder.resolve("chaos.xml"), JUnitXml.of(report));
    Files.write(folder.resolve("chaos.md"), report.lines());
    out.println("Reports: " + folder.resolve("chaos.md") + " and chaos.xml beside it");
  }
}
