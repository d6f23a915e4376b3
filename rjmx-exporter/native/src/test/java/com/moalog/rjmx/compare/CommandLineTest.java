package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flags, exit codes and what is printed, by either build. */
class CommandLineTest {

  private static final Path PLATFORM = Path.of("../config").toAbsolutePath().normalize();

  private static final int LONGEST_FILE_BYTES = 1024 * 1024;

  private record Ended(int exit, String output) {}

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void tellsItsVersionAndItsFlags(Build build) throws Exception {
    assertThat(run(build, "--version").output()).matches("rjmx-exporter \\d+\\.\\d+\\.\\d+\\n");
    assertThat(run(build, "-h").output()).contains("--validate", "exit codes:");
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void refusesWhatItDoesNotKnow(Build build) throws Exception {
    Ended ended = run(build, "--nonsense");
    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.output()).startsWith("rjmx-exporter: ").contains("--nonsense");
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void thePlatformsFilesAreValid(Build build) throws Exception {
    for (String file : List.of("rate-limiter.yaml", "fluxpay-engine.yaml")) {
      Ended ended = run(build, "-c", PLATFORM.resolve(file).toString(), "--validate", "--strict");
      assertThat(ended.exit()).as(ended.output()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void saysWhereAFileIsWrong(Build build) throws Exception {
    Path broken = ConfigFile.of("jolokia:\n  url: http://localhost:1/jolokia\n rules: []\n");
    Ended ended = run(build, "-c", broken.toString(), "--validate");
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.output()).contains(":3:2: wrong indentation");

    Path badRule =
        ConfigFile.of(
            """
            jolokia: {url: "http://localhost:1/jolokia"}
            rules:
              - {name: x, pattern: '(a'}
            """);
    Ended refused = run(build, "-c", badRule.toString(), "--validate");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.output()).contains("Rule 1");
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aFileThatIsTooLongIsRefused(Build build) throws Exception {
    String rest = "\njolokia: {url: 'http://127.0.0.1:1/j'}\n";
    String longest = "#".repeat(LONGEST_FILE_BYTES - rest.length()) + rest;
    Ended fine = run(build, "-c", ConfigFile.of(longest).toString(), "--validate");
    assertThat(fine.exit()).as(fine.output()).isZero();
    Path tooLong = ConfigFile.of("#" + longest);
    for (List<String> way : List.of(List.of("--validate"), List.<String>of())) {
      List<String> flags = new ArrayList<>(List.of("-c", tooLong.toString()));
      flags.addAll(way);
      Ended ended = run(build, flags.toArray(String[]::new));
      assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
      assertThat(ended.output()).contains(tooLong + ": longer than 1048576 bytes");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aHashThatHasLostDigitsIsTold(Build build) throws Exception {
    Path short1 =
        ConfigFile.of(
            "server: {auth: {basic: {username: u, password_hash: '" + "ab".repeat(31) + "'}}}\n");
    for (List<String> way : List.of(List.of("--validate"), List.<String>of())) {
      List<String> flags = new ArrayList<>(List.of("-c", short1.toString()));
      flags.addAll(way);
      Ended ended = run(build, flags.toArray(String[]::new));
      assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
      assertThat(ended.output())
          .contains("server.auth.basic.password_hash has 62 hexadecimal digits, not the 64")
          .doesNotContain("abab");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aTargetThatCannotBeReadIsAnExitCode(Build build) throws Exception {
    Path config = ConfigFile.of(ConfigFile.everything("http://127.0.0.1:1/jolokia"));
    assertThat(run(build, "-c", config.toString(), "--check-target").exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aPortThatIsTakenIsAnExitCode(Build build) throws Exception {
    Path config = ConfigFile.of("jolokia: {}\n");
    try (ScriptedTarget taken = new ScriptedTarget(ScriptedTarget.body("[]"))) {
      String port = Integer.toString(taken.port());
      Ended ended = run(build, "-c", config.toString(), "-p", port, "--bind-address", "127.0.0.1");
      assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
      assertThat(ended.output()).contains("address already in use: 127.0.0.1:" + port);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aWordOutOfAListIsWrongUseAndAnythingElseAWrongConfiguration(Build build) throws Exception {
    String fine = ConfigFile.of("jolokia: {}\n").toString();
    String other = ConfigFile.of("jolokia: {}\ncompat: other\n").toString();
    for (List<String> misuse :
        List.of(
            List.of("-c", other),
            List.of("-c", other, "--validate"),
            List.of("-c", other, "--dry-run"),
            List.of("-c", other, "--check-target"),
            List.of("-c", fine, "--log-level", "loud"),
            List.of("-c", fine, "--log-format", "xml"),
            List.of("-c", fine, "--validate", "--output-format", "xml"),
            List.of("-c", fine, "-p"))) {
      Ended ended = run(build, misuse.toArray(String[]::new));
      assertThat(ended.exit()).as(misuse + ended.output()).isEqualTo(2);
    }
    String missing = "missing.yaml";
    for (List<String> wrong :
        List.of(
            List.of("-c", missing),
            List.of("-c", fine, "-p", "0"),
            List.of("-c", fine, "-p", "70000", "--validate"),
            List.of("-c", fine, "--bind-address", "here"),
            List.of("-c", fine, "--metrics-path", "/health", "--dry-run"),
            List.of("-c", fine, "--jolokia-url", "ftp://x"),
            List.of("-c", fine, "--tls-enabled"))) {
      Ended ended = run(build, wrong.toArray(String[]::new));
      assertThat(ended.exit()).as(wrong + ended.output()).isEqualTo(1);
    }
    List<String> noCertificate =
        List.of("--tls-enabled", "--tls-cert-file", missing, "--tls-key-file", missing);
    List<String> run = new ArrayList<>(List.of("-c", fine, "-p", RunningExporter.freePort() + ""));
    run.addAll(noCertificate);
    assertThat(run(build, run.toArray(String[]::new)).exit()).isEqualTo(3);
  }

  private static Ended run(Build build, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(build.command());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), output);
  }
}
