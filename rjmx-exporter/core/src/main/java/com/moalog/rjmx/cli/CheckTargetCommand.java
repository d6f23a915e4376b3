package com.moalog.rjmx.cli;

import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.net.Network;
import com.moalog.rjmx.rule.RuleSet;
import com.moalog.rjmx.scrape.Target;
import com.moalog.rjmx.scrape.Targets;
import com.moalog.rjmx.serve.Exporter;
import java.util.ArrayList;
import java.util.List;

/** {@code --check-target}: one real scrape, and what the rules make of it. */
final class CheckTargetCommand {

  private static final int SHOWN_ATTRIBUTES = 200;

  private CheckTargetCommand() {}

  static int run(Host host, Network network, Exporter.Ready ready) {
    Targets targets = new Targets(ready.settings(), ready.rules(), network);
    List<String> unmatched = new ArrayList<>();
    targets.witness((attribute, rules) -> {
      if (rules.isEmpty()) {
        unmatched.add(attribute);
      }
    });
    targets.all().forEach(target -> target.start(now(host), Long.MAX_VALUE, false));
    while (targets.all().stream().anyMatch(Target::isRunning)) {
      long deadline =
          targets.all().stream().mapToLong(Target::nextDeadlineMillis).min().orElse(now(host));
      network.await(Math.max(0, deadline - now(host)));
      targets.all().forEach(target -> target.turn(now(host)));
    }
    int failed = 0;
    for (Target target : targets.all()) {
      failed += report(host, target);
    }
    rules(host, targets.rules());
    host.print("attributes no rule matches: " + unmatched.size() + "\n");
    unmatched.stream().limit(SHOWN_ATTRIBUTES).forEach(line -> host.print("  " + line + "\n"));
    targets.close();
    return failed > 0 ? ExitCode.USAGE_OR_TARGET : ExitCode.OK;
  }

  private static long now(Host host) {
    return host.monotonicMicros() / 1000;
  }

  private static int report(Host host, Target target) {
    if (target.failure().isPresent()) {
      host.print(
          "target "
              + target.settings().name()
              + " failed: "
              + target.failure().get().reason()
              + ", "
              + target.failure().get().message()
              + "\n");
      return 1;
    }
    host.print(
        "target "
            + target.settings().name()
            + ": "
            + target.samples().size()
            + " samples of "
            + target.responseBytes()
            + " bytes\n");
    return 0;
  }

  private static void rules(Host host, RuleSet rules) {
    host.print("rule  matches  pattern\n");
    for (int i = 0; i < rules.rules().size(); i++) {
      String matches = Long.toString(rules.matches(i));
      host.print(
          padded(Integer.toString(i + 1), 4)
              + "  "
              + padded(matches, 7)
              + "  "
              + rules.rules().get(i).spec().pattern()
              + "\n");
    }
  }

  private static String padded(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
