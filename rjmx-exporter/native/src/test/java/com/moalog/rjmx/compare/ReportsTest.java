package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the commands that do not serve print, by either build. */
class ReportsTest {

  private static final String RULES =
      """
      jolokia: {url: "http://reader:hidden-word@127.0.0.1:1/jolokia"}
      server: {port: 9191, path: /m, auth: {basic: {username: u, password: hidden-word}}}
      rules:
        - {pattern: 'a<type=(?P<t>\\w+)><(\\w+)>', name: a_$2, type: gauge, labels: {t: $t}}
        - {pattern: 'b<type=X><(\\w+)>', name: b_$1_$2}
      """;

  private record Ended(int exit, String output) {}

  private static Ended run(Build build, Map<String, String> variables, String... flags)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(build.command());
    command.addAll(List.of(flags));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), output);
  }

  private static String file() throws IOException {
    return ConfigFile.of(RULES).toString();
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void validatesInEachFormatAndShowsNoSecret(Build build) throws Exception {
    String file = file();
    Ended text = run(build, Map.of(), "-c", file, "--validate");
    assertThat(text.output())
        .startsWith("Configuration is valid\n")
        .containsPattern("Config file: +\\Q" + file + "\\E\n")
        .containsPattern("Jolokia URL: +http://127.0.0.1:1/jolokia\n")
        .containsPattern("Server port: +9191\n")
        .containsPattern("Bind address: +0.0.0.0\n")
        .containsPattern("Metrics path: +/m\n")
        .containsPattern("TLS enabled: +false\n")
        .containsPattern("Rules: +2\n");
    Ended json = run(build, Map.of(), "-c", file, "--validate", "--output-format", "json");
    assertThat(json.output())
        .startsWith("{")
        .contains("\"valid\": true", "\"config_file\": \"" + file + "\"")
        .contains("\"jolokia_url\": \"http://127.0.0.1:1/jolokia\"", "\"server_port\": 9191")
        .contains("\"bind_address\": \"0.0.0.0\"", "\"metrics_path\": \"/m\"")
        .contains("\"tls_enabled\": false", "\"rules_count\": 2", "\"errors\": []");
    Ended yaml = run(build, Map.of(), "-c", file, "--validate", "--output-format", "yaml");
    assertThat(yaml.output())
        .contains("valid: true\n", "server_port: 9191\n", "rules_count: 2\n", "errors: []\n");
    for (Ended ended : List.of(text, json, yaml)) {
      assertThat(ended.exit()).isZero();
      assertThat(ended.output()).doesNotContain("hidden-word");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aWrongFileIsToldInEachFormat(Build build) throws Exception {
    String file = ConfigFile.of("jolokia: {}\nserver: {port: 0, path: m}\n").toString();
    Ended text = run(build, Map.of(), "-c", file, "--validate");
    assertThat(text.output())
        .contains("Configuration validation failed:\n")
        .contains("Server port must be greater than 0\n", "Metrics path must start with '/'\n");
    Ended json = run(build, Map.of(), "-c", file, "--validate", "--output-format", "json");
    assertThat(json.output())
        .contains("\"valid\": false", "\"Server port must be greater than 0\"");
    assertThat(List.of(text.exit(), json.exit())).containsOnly(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void showsWhatTheRulesBecomeInEachFormat(Build build) throws Exception {
    String file = file();
    Ended text = run(build, Map.of(), "-c", file, "--dry-run");
    assertThat(text.output())
        .startsWith("Dry run completed\nLoaded 2 rule(s) (2 valid)\n[OK] 1: a<type=")
        .contains("[OK] 2: b<type=X>", "warning: ", "reads: ");
    Ended json = run(build, Map.of(), "-c", file, "--dry-run", "--output-format", "json");
    assertThat(json.output())
        .contains("\"status\": \"dry_run_completed\"", "\"dialect\": \"rjmx\"")
        .contains("\"valid_rules_count\": 2", "\"index\": 1", "\"name\": \"a_$2\"")
        .contains("\"pattern\": \"a<type=(?P<t>\\\\w+)><(\\\\w+)>\"")
        .contains("\"converted_pattern\": \"a<type=(?<t>\\\\w+)><(\\\\w+)>\"")
        .contains("\"type\": \"gauge\"", "\"help\": \"\"", "\"labels\": {", "\"valid\": true")
        .contains("\"conversion_error\": \"\"", "\"regex_error\": \"\"", "\"errors\": []")
        .contains("\"warnings\": [", "\"reads\": [");
    Ended yaml = run(build, Map.of(), "-c", file, "--dry-run", "--output-format", "yaml");
    assertThat(yaml.output()).contains("status: \"dry_run_completed\"\n", "valid_rules_count: 2\n");
    for (Ended ended : List.of(text, json, yaml)) {
      assertThat(ended.exit()).isZero();
      assertThat(ended.output()).doesNotContain("hidden-word");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void everyBadRuleIsShown(Build build) throws Exception {
    String file =
        ConfigFile.of(
                """
                jolokia: {}
                rules:
                  - {pattern: '(a', name: x}
                  - {pattern: 'a<', name: x}
                  - {pattern: '[b', name: x}
                """)
            .toString();
    Ended dry = run(build, Map.of(), "-c", file, "--dry-run");
    assertThat(dry.exit()).isEqualTo(1);
    assertThat(dry.output())
        .contains("Loaded 3 rule(s) (1 valid)\n", "[INVALID] 1: (a", "[OK] 2: a<", "[INVALID] 3:");
    Ended start = run(build, Map.of(), "-c", file);
    assertThat(start.exit()).isEqualTo(1);
    assertThat(start.output()).contains("Rule 1: ", "Rule 3: ").doesNotContain("Rule 2: ");
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void explainsWhatARuleIsTriedOn(Build build) throws Exception {
    String file = file();
    Ended found = run(build, Map.of(), "-c", file, "--explain", "a:type=X,name=N/Usage/used");
    assertThat(found.output())
        .contains("  R1  a<type=X,name=N><Usage>used\n", "  R2  a<type=X,name=N><Usage><used>\n")
        .contains("  R0  a<name=N><type=X><Usage><used>\n", "no rule matches\n");
    assertThat(run(build, Map.of(), "-c", file, "--explain", "a:type=X/Count").output())
        .contains("rule 1 matches: a<type=", "  gives a_Count{t=\"X\"}\n");
    assertThat(run(build, Map.of(), "-c", file, "--explain", "no name").exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void checksTheTargetAndShowsWhichRulesMatch(Build build) throws Exception {
    String answer =
        "[{\"value\":{\"a:type=X\":{\"Count\":1,\"Other\":2}},\"status\":200},"
            + "{\"value\":{},\"status\":200}]";
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(answer))) {
      Path config =
          ConfigFile.of(
              """
              jolokia: {url: "%s", %s}
              whitelistObjectNames: ["a:*", "b:*"]
              rules:
                - {pattern: '<(Count)>', name: a_$1}
                - {pattern: 'never', name: b}
              """
                  .formatted(target.url(), ConfigFile.PATIENT));
      Ended ended = run(build, Map.of(), "-c", config.toString(), "--check-target");
      assertThat(ended.exit()).as(ended.output()).isZero();
      assertThat(ended.output())
          .contains(": 1 samples of ", "   1        1  <(Count)>\n", "   2        0  never\n")
          .contains("attributes no rule matches: 1\n  a<type=X><Other>\n");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void theProgramsOwnPathMayStandInFront(Build build) throws Exception {
    Ended ended = run(build, Map.of(), "/usr/bin/rjmx-exporter", "-c", file(), "--validate");
    assertThat(ended.output()).startsWith("Configuration is valid\n");
    Ended missing = run(build, Map.of("RJMX_CONFIG", "missing.yaml"), "--validate");
    assertThat(missing.exit()).isEqualTo(1);
    Ended directives = run(build, Map.of("RUST_LOG", "hyper=debug"), "-c", file(), "--validate");
    assertThat(directives.exit()).isZero();
    assertThat(directives.output()).contains("RUST_LOG is no plain level and ignored");
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void tellsHowLongItsStartTookAndHowItsLikeFares(Build build) throws Exception {
    Path config = ConfigFile.of("jolokia: {url: 'http://127.0.0.1:1/j'}\n");
    List<String> command = new ArrayList<>(build.command());
    command.add("--startup-time");
    String port;
    try (RunningExporter exporter = RunningExporter.start(command, config, Map.of())) {
      port = Integer.toString(exporter.port());
      assertThat(exporter.log()).containsPattern("Startup time: \\d+ms\n");
      Ended well = run(build, Map.of("RJMX_PORT", port), "-c", config.toString(), "--healthcheck");
      assertThat(well).isEqualTo(new Ended(0, "healthy\n"));
    }
    Ended gone = run(build, Map.of("RJMX_PORT", port), "-c", config.toString(), "--healthcheck");
    assertThat(gone).isEqualTo(new Ended(3, "not healthy\n"));
  }
}
