package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same configuration file, the same JVM, jmx_exporter and this exporter: the same series with
 * the same types, help texts and values.
 *
 * <p>What differs, and why:
 *
 * <ul>
 *   <li>{@code jmx_*}, {@code process_*}, {@code jvm_*}, {@code rjmx_*} are about the exporters.
 *   <li>jmx_exporter 1.x ends counters in {@code _total}; here {@code counterSuffix: total} asks
 *       for it, since names stay as written by default.
 *   <li>The default help text of a part of composite or tabular data begins with the description of
 *       its type in jmx_exporter. Jolokia does not tell it, so that beginning is missing.
 *   <li>A name that several MBeans share has the help text of one of them; which one is left open
 *       by both.
 *   <li>Numbers are written with as few characters as possible: {@code 42}, not {@code 42.0}.
 * </ul>
 */
class SideBySideTest {

  private static final Path FILES = Path.of("src/test/resources/sidebyside");
  private static final String ABOUT_EXPORTERS = "(jmx|rjmx|process|jvm)_.*";

  /** Values of the platform's own MBeans move between two scrapes. */
  private static final String MOVES = "(java|memory|jdk|com|JMImplementation|jolokia)_.*";

  private static JvmUnderWatch jvm;

  @BeforeAll
  static void startTheJvm() throws Exception {
    jvm = JvmUnderWatch.startForBoth(FILES.resolve("Menagerie.java"));
  }

  @AfterAll
  static void stopTheJvm() {
    jvm.close();
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(FILES)) {
      return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** What one exporter says, as maps from names to types, names to help texts, series to values. */
  private record Seen(
      Map<String, String> types, Map<String, String> help, Map<String, Double> series) {
    static Seen of(String text) {
      Seen seen = new Seen(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
      text.lines()
          .forEach(line -> {
            String[] words = line.split(" ", 4);
            boolean comment = line.startsWith("# ");
            String name = comment ? words[2] : line.replaceAll("[ {].*", "");
            if (name.matches(ABOUT_EXPORTERS)) {
              return;
            }
            if (!comment) {
              int end = line.lastIndexOf(' ');
              seen.series()
                  .put(line.substring(0, end), Double.parseDouble(line.substring(end + 1)));
            } else if (words[1].equals("TYPE")) {
              seen.types().put(name, words[3]);
            } else {
              seen.help().put(name, words.length > 3 ? words[3] : "");
            }
          });
      return seen;
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void bothExportersGiveTheSameSeries(Path file) throws Exception {
    Path config = ConfigFile.of("hostPort: " + jvm.hostPort() + "\n" + Files.readString(file));
    Seen theirs;
    Seen ours;
    try (JmxExporter other = new JmxExporter(config);
        RunningExporter own = RunningExporter.start(Build.NATIVE, config, environment())) {
      theirs = Seen.of(other.metrics());
      ours = Seen.of(own.metrics());
    }
    assertThat(ours.series().keySet()).isEqualTo(theirs.series().keySet()).isNotEmpty();
    assertThat(ours.types()).isEqualTo(theirs.types());
    assertThat(ours.help().keySet()).isEqualTo(theirs.help().keySet());
    ours.help()
        .forEach((name, text) ->
            assertThat(ofAnyMBean(theirs.help().get(name))).endsWith(ofAnyMBean(text)));
    ours.series()
        .forEach((series, value) -> {
          if (!series.matches(MOVES)) {
            assertThat(theirs.series()).containsEntry(series, value);
          }
        });
    System.out.printf("%s: %d series%n", file.getFileName(), ours.series().size());
  }

  private static String ofAnyMBean(@Nullable String help) {
    return String.valueOf(help).replaceAll(":name=.*,type=.*,attribute=", ":attribute=");
  }

  @Test
  void onlyPartsOfOpenTypesHaveAnotherHelpText() throws Exception {
    Path config =
        ConfigFile.of("hostPort: " + jvm.hostPort() + "\nwhitelistObjectNames: [zoo:*]\n");
    List<String> different = new ArrayList<>();
    try (JmxExporter other = new JmxExporter(config);
        RunningExporter own = RunningExporter.start(Build.NATIVE, config, environment())) {
      Map<String, String> theirs = Seen.of(other.metrics()).help();
      Seen.of(own.metrics())
          .help()
          .forEach((name, text) -> {
            if (!ofAnyMBean(text).equals(ofAnyMBean(theirs.get(name)))) {
              different.add(name);
            }
          });
    }
    assertThat(different).isNotEmpty().allMatch(name -> name.startsWith("zoo_Open_"));
  }

  @Test
  void theFilesUseEveryKeyOfRules() throws Exception {
    TreeSet<String> used = new TreeSet<>();
    for (Path file : files()) {
      String text = Files.readString(file);
      for (String key : KEYS) {
        if (text.contains(key + ":")) {
          used.add(key);
        }
      }
    }
    assertThat(used).containsExactlyInAnyOrderElementsOf(KEYS);
    assertThat(files()).hasSizeGreaterThanOrEqualTo(10);
  }

  private static final List<String> KEYS =
      List.of(
          "pattern",
          "name",
          "type",
          "help",
          "labels",
          "value",
          "valueFactor",
          "attrNameSnakeCase",
          "cache",
          "lowercaseOutputName",
          "lowercaseOutputLabelNames",
          "whitelistObjectNames",
          "blacklistObjectNames",
          "includeObjectNames",
          "excludeObjectNames",
          "excludeObjectNameAttributes",
          "autoExcludeObjectNameAttributes");

  private static Map<String, String> environment() {
    return Map.of("RJMX_JOLOKIA_URL", jvm.url(), "RJMX_COUNTER_SUFFIX", "total");
  }
}
