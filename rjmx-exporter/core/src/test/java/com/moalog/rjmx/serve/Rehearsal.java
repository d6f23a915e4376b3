package com.moalog.rjmx.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.rjmx.host.Signal;
import com.moalog.rjmx.log.Level;
import com.moalog.rjmx.log.Log;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.rule.RuleException;
import com.moalog.rjmx.scrape.Targets;
import com.moalog.rjmx.settings.Overrides;
import com.moalog.rjmx.settings.Settings;
import com.moalog.rjmx.settings.SettingsReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** A whole run of the exporter on a {@link StillMachine}: plan first, then {@link #run}. */
final class Rehearsal {

  /** What a target says that has nothing. */
  static final String NOTHING = "[{\"value\":{},\"status\":200}]";

  private final StillMachine machine = new StillMachine();
  private final Deque<String> files = new ArrayDeque<>();

  StillMachine machine() {
    return machine;
  }

  /** One target called {@code app}, and a rule that means none of its MBeans. */
  static String target(String more) {
    return "jolokia: {url: 'http://app:1/j', " + more + "}\nrules: [{pattern: 'a<x>', name: a}]\n";
  }

  private static Exporter.Ready ready(String file) {
    SettingsReader reader = new SettingsReader(new Overrides(Map.of(), name -> Optional.empty()));
    Optional<Settings> settings = reader.read("config.yaml", file);
    assertThat(reader.findings().errors()).isEmpty();
    try {
      return new Exporter.Ready(settings.orElseThrow(), Targets.compile(settings.orElseThrow()));
    } catch (RuleException faulty) {
      throw new IllegalArgumentException(file, faulty);
    }
  }

  /** A new file, and a signal to read it; with no signal the exporter finds it itself. */
  void reloadAt(long millis, String file, boolean signalled) {
    machine.at(
        millis,
        () -> {
          files.add(file);
          if (signalled) {
            machine.signal(Signal.RELOAD);
          }
        });
  }

  /** Somebody who asks once. */
  Wire asksAt(long millis, String path, String... headers) {
    Wire client = machine.client(millis);
    machine.at(millis, () -> client.get(path, headers));
    return client;
  }

  /** Runs with a configuration until a time. */
  void run(String file, long untilMillis) throws NetworkException {
    Exporter.ConfigurationSource source =
        asked ->
            new Exporter.Reload(Optional.ofNullable(files.poll()).map(Rehearsal::ready), false);
    Log log = new Log(machine, Level.INFO, false);
    Exporter exporter =
        new Exporter(new Exporter.Surroundings(machine, machine, log, source), ready(file));
    machine.at(untilMillis, () -> machine.signal(Signal.STOP));
    exporter.run();
  }

  /** The time stamps of the lines of the log that have a text. */
  String loggedAt(String text) {
    StringBuilder times = new StringBuilder();
    machine
        .log()
        .lines()
        .filter(line -> line.contains(text))
        .forEach(line -> times.append(times.isEmpty() ? "" : " ").append(line, 11, 24));
    return times.toString();
  }
}
