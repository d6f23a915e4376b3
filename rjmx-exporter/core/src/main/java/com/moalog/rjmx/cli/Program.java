package com.moalog.rjmx.cli;

import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.http.Version;
import com.moalog.rjmx.log.Level;
import com.moalog.rjmx.log.Log;
import com.moalog.rjmx.net.Network;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.serve.Exporter;
import com.moalog.rjmx.settings.Settings;
import com.moalog.rjmx.text.Letters;
import java.util.List;
import java.util.Optional;

/** The program: reads its call, does what is asked, tells how it went. */
public final class Program {

  private final Host host;
  private final Network network;

  public Program(Host host, Network network) {
    this.host = host;
    this.network = network;
  }

  /** Runs to the end and returns the exit code. */
  public int run(String[] arguments) {
    long startedMicros = host.monotonicMicros();
    try {
      Options options = Options.parse(arguments);
      if (options.has("help")) {
        host.print(Options.HELP);
        return ExitCode.OK;
      }
      if (options.has("version")) {
        host.print("rjmx-exporter " + Version.NUMBER + "\n");
        return ExitCode.OK;
      }
      return run(options, startedMicros);
    } catch (UsageException wrong) {
      host.printError("rjmx-exporter: " + wrong.getMessage() + "\n");
      return ExitCode.USAGE_OR_TARGET;
    }
  }

  private int run(Options options, long startedMicros) throws UsageException {
    String format = choice(options, "output-format", List.of("text", "json", "yaml"), "text");
    Log log = log(options);
    Configuration configuration = new Configuration(host, options);
    Configuration.Loaded loaded = configuration.load();
    if (options.has("validate")) {
      return ValidateCommand.run(host, configuration.file(), loaded, format);
    }
    if (options.has("dry-run")) {
      return DryRunCommand.run(host, loaded, format);
    }
    loaded.warnings().forEach(log::warn);
    if (loaded.ready().isEmpty()) {
      loaded.errors().forEach(log::error);
      return loaded.exitCode();
    }
    Exporter.Ready ready = loaded.ready().get();
    if (options.has("healthcheck")) {
      return HealthCommand.run(host, network, ready.settings().server());
    }
    if (options.has("check-target")) {
      return CheckTargetCommand.run(host, network, ready);
    }
    if (options.has("explain")) {
      return ExplainCommand.run(host, ready.rules(), options.get("explain").orElse(""));
    }
    ConfigurationFile file = new ConfigurationFile(configuration, log, loaded.content());
    return serve(
        options, new Exporter.Surroundings(host, network, log, file), ready, startedMicros);
  }

  private static String choice(Options options, String flag, List<String> choices, String otherwise)
      throws UsageException {
    String chosen = Letters.lower(options.get(flag).orElse(otherwise));
    if (!choices.contains(chosen)) {
      throw new UsageException("--" + flag + " must be one of " + String.join(", ", choices));
    }
    return chosen;
  }

  private Log log(Options options) throws UsageException {
    String text =
        options.get("log-level").or(() -> host.environment("RJMX_LOG_LEVEL")).orElse("info");
    Optional<Level> level = Level.named(text);
    if (level.isEmpty()) {
      throw new UsageException("--log-level must be one of trace, debug, info, warn, error");
    }
    Optional<String> directives = host.environment("RUST_LOG");
    Level least = directives.flatMap(Level::named).orElse(level.get());
    String format =
        options.get("log-format").or(() -> host.environment("RJMX_LOG_FORMAT")).orElse("json");
    if (!format.equals("json") && !format.equals("text")) {
      throw new UsageException("--log-format must be json or text");
    }
    Log log = new Log(host, least, format.equals("json"));
    if (directives.isPresent() && Level.named(directives.get()).isEmpty()) {
      log.warn("RUST_LOG is no plain level and ignored");
    }
    return log;
  }

  private int serve(
      Options options,
      Exporter.Surroundings surroundings,
      Exporter.Ready ready,
      long startedMicros) {
    Optional<Exporter> exporter = listening(surroundings, ready);
    if (exporter.isEmpty()) {
      return ExitCode.RUNTIME;
    }
    long millis = (host.monotonicMicros() - startedMicros) / 1000;
    surroundings.log().info(startLine(ready.settings(), millis));
    if (options.has("startup-time")) {
      host.print("Startup time: " + millis + "ms\n");
    }
    exporter.get().run();
    return ExitCode.OK;
  }

  private static Optional<Exporter> listening(
      Exporter.Surroundings surroundings, Exporter.Ready ready) {
    try {
      return Optional.of(new Exporter(surroundings, ready));
    } catch (NetworkException refused) {
      surroundings.log().error(String.valueOf(refused.getMessage()));
      return Optional.empty();
    }
  }

  private String startLine(Settings settings, long millis) {
    List<String> hosts =
        settings.targets().stream().map(target -> target.url().endpoint().toString()).toList();
    return "rjmx-exporter "
        + Version.NUMBER
        + " ("
        + host.kind()
        + ") serves "
        + settings.server().address()
        + settings.server().path()
        + ", targets "
        + String.join(", ", hosts)
        + ", "
        + settings.rules().size()
        + " rules, dialect "
        + Letters.lower(settings.naming().dialect().name())
        + ", started in "
        + millis
        + " ms";
  }
}
