package com.moalog.rjmx.cli;

import com.moalog.rjmx.host.FileException;
import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.rule.RuleException;
import com.moalog.rjmx.scrape.Targets;
import com.moalog.rjmx.serve.Exporter;
import com.moalog.rjmx.settings.Overrides;
import com.moalog.rjmx.settings.Settings;
import com.moalog.rjmx.settings.SettingsReader;
import com.moalog.rjmx.text.Utf8;
import com.moalog.rjmx.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds, reads and checks the configuration of a call. Not thread-safe. */
final class Configuration {

  private static final String DEFAULT_FILE = "config.yaml";

  private final Host host;
  private final Options options;
  private final String file;
  private final boolean fileIsGiven;

  Configuration(Host host, Options options) {
    this.host = host;
    this.options = options;
    Optional<String> given = options.get("config").or(() -> host.environment("RJMX_CONFIG"));
    this.file = given.orElse(DEFAULT_FILE);
    this.fileIsGiven = given.isPresent();
  }

  String file() {
    return file;
  }

  /**
   * What came of reading.
   *
   * @param settings empty when there are errors in the file, the environment or the flags
   * @param ready empty when there are errors anywhere, rules included
   * @param content the text of the file
   * @param exitCode what the program ends with that cannot go on
   */
  record Loaded(
      Optional<Settings> settings,
      Optional<Exporter.Ready> ready,
      List<String> errors,
      List<String> warnings,
      String content,
      int exitCode) {}

  Loaded load() {
    List<String> warnings = new ArrayList<>();
    String content = "";
    try {
      byte[] bytes = host.read(file, YamlReader.LENGTH_LIMIT);
      content = Utf8.decode(bytes, 0, bytes.length);
    } catch (FileException unreadable) {
      String reason = String.valueOf(unreadable.getMessage());
      boolean missing = unreadable.reason() == FileException.Reason.MISSING;
      if (fileIsGiven || !missing) {
        return failed(List.of(reason), content);
      }
      warnings.add(reason + "; going on with defaults");
    }
    SettingsReader reader = new SettingsReader(new Overrides(options.values(), host::environment));
    Optional<Settings> settings = reader.read(file, content);
    warnings.addAll(reader.findings().warnings());
    List<String> errors = new ArrayList<>(reader.findings().errors());
    if (options.has("strict")) {
      errors.addAll(reader.findings().unknownKeys());
    }
    Optional<Exporter.Ready> ready = Optional.empty();
    if (settings.isPresent()) {
      try {
        ready = Optional.of(new Exporter.Ready(settings.get(), Targets.compile(settings.get())));
      } catch (RuleException unusable) {
        errors.addAll(unusable.faults());
      }
    }
    if (!errors.isEmpty()) {
      ready = Optional.empty();
    }
    int exitCode =
        errors.isEmpty()
            ? ExitCode.OK
            : reader.findings().isMisused() ? ExitCode.USAGE_OR_TARGET : ExitCode.CONFIGURATION;
    return new Loaded(settings, ready, errors, warnings, content, exitCode);
  }

  private static Loaded failed(List<String> errors, String content) {
    return new Loaded(
        Optional.empty(), Optional.empty(), errors, List.of(), content, ExitCode.CONFIGURATION);
  }
}
