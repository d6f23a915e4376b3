package com.moalog.rjmx.cli;

import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.jolokia.Read;
import com.moalog.rjmx.jolokia.ReadPlan;
import com.moalog.rjmx.rule.Lint;
import com.moalog.rjmx.rule.Rule;
import com.moalog.rjmx.rule.RuleException;
import com.moalog.rjmx.rule.RuleSpec;
import com.moalog.rjmx.settings.Settings;
import com.moalog.rjmx.text.Letters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code --dry-run}: what do the rules become, and what would be read? */
final class DryRunCommand {

  private DryRunCommand() {}

  static int run(Host host, Configuration.Loaded loaded, String format) {
    if (loaded.settings().isEmpty()) {
      StringBuilder errors = new StringBuilder("Dry run failed:\n");
      loaded.errors().forEach(error -> errors.append("  ").append(error).append('\n'));
      host.printError(errors.toString());
      return loaded.exitCode();
    }
    Settings settings = loaded.settings().get();
    List<String> faults = new ArrayList<>();
    for (RuleSpec rule : settings.rules()) {
      faults.add(fault(rule, settings));
    }
    long valid = faults.stream().filter(String::isEmpty).count();
    if (format.equals("text")) {
      host.print(text(settings, faults, valid));
    } else {
      Map<String, Object> document = document(settings, loaded, faults);
      host.print(format.equals("json") ? Document.json(document) : Document.yaml(document));
    }
    return valid == faults.size() ? ExitCode.OK : ExitCode.CONFIGURATION;
  }

  private static String fault(RuleSpec rule, Settings settings) {
    try {
      Rule.compile(rule, settings.naming(), settings.objectNameRules());
      return "";
    } catch (RuleException unusable) {
      return String.valueOf(unusable.getMessage());
    }
  }

  private static List<String> lint(Settings settings) {
    return Lint.of(settings.rules(), settings.naming(), settings.objectNameRules());
  }

  private static String text(Settings settings, List<String> faults, long valid) {
    StringBuilder text = new StringBuilder("Dry run completed\n");
    text.append("Loaded ").append(faults.size()).append(" rule(s) (").append(valid);
    text.append(" valid)\n");
    for (int i = 0; i < faults.size(); i++) {
      boolean fine = faults.get(i).isEmpty();
      text.append(fine ? "[OK] " : "[INVALID] ").append(i + 1).append(": ");
      text.append(settings.rules().get(i).pattern());
      text.append(fine ? "" : " - " + faults.get(i)).append('\n');
    }
    for (String warning : lint(settings)) {
      text.append("warning: ").append(warning).append('\n');
    }
    for (Read read : ReadPlan.of(settings)) {
      text.append("reads: ").append(read).append('\n');
    }
    return text.toString();
  }

  private static Map<String, Object> document(
      Settings settings, Configuration.Loaded loaded, List<String> faults) {
    List<Object> rules = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      rules.add(rule(settings.rules().get(i), faults.get(i)));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", "dry_run_completed");
    document.put("dialect", Letters.lower(settings.naming().dialect().name()));
    document.put("valid_rules_count", faults.stream().filter(String::isEmpty).count());
    document.put("rules", rules);
    document.put("warnings", lint(settings));
    document.put("reads", ReadPlan.of(settings).stream().map(Read::toString).toList());
    document.put("errors", loaded.errors());
    return document;
  }

  private static Map<String, Object> rule(RuleSpec rule, String fault) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("index", rule.index());
    document.put("pattern", rule.pattern());
    document.put("converted_pattern", rule.pattern().replace("(?P<", "(?<"));
    document.put("name", rule.name());
    document.put("type", rule.type().isEmpty() ? "untyped" : rule.type());
    document.put("help", rule.help());
    document.put("labels", rule.labels());
    document.put("valid", fault.isEmpty());
    Optional<String> regex = fault.startsWith("pattern") ? Optional.of(fault) : Optional.empty();
    document.put("conversion_error", regex.isPresent() ? "" : fault);
    document.put("regex_error", regex.orElse(""));
    return document;
  }
}
