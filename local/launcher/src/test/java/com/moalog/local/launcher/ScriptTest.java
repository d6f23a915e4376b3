package com.moalog.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code moalog} on machines that have the wrong JDK or Maven, or none. */
class ScriptTest {

  private static final Path SCRIPT = Path.of(System.getProperty("moalog.root"), "moalog");

  /** All that the script uses besides Java and Maven, so the real ones stay out of sight. */
  private static final List<String> TOOLS =
      List.of("sh", "cat", "sed", "dirname", "readlink", "mkdir", "find", "sort", "cksum");

  @TempDir private Path machine;
  private final Map<String, String> environment = new HashMap<>();

  private record Result(int exit, List<String> lines) {}

  @BeforeEach
  void makeAMachineWithoutJava() throws IOException {
    Path bin = Files.createDirectories(machine.resolve("bin"));
    for (String tool : TOOLS) {
      Path real =
          Stream.of("/usr/bin", "/bin")
              .map(folder -> Path.of(folder, tool))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(bin.resolve(tool), real);
    }
    Path staged = Files.createDirectories(machine.resolve("state/applications/launcher"));
    Files.createFile(staged.resolve("local-launcher.jar"));
    environment.put("PATH", bin.toString());
    environment.put("HOME", machine.toString());
    environment.put("MOALOG_JVM_DIR", machine.resolve("jvm").toString());
    environment.put("MOALOG_STATE_DIR", machine.resolve("state").toString());
  }

  @Test
  void saysWhatToDoWithoutAnyJdk() throws Exception {
    assertThat(run("status"))
        .isEqualTo(
            new Result(
                1,
                List.of(
                    "moalog: JDK 25 or later was not found: install one (for example Temurin 25"
                        + " from https://adoptium.net) and set JAVA_HOME to it")));
  }

  @Test
  void takesNeitherAnOldJdkNorABareRuntime() throws Exception {
    jdk("jvm/java-17", "17.0.15");
    jdk("jvm/java-8", "1.8.0_392");
    Files.delete(jdk("jvm/jre-25", "25.0.1").resolve("bin/javac"));
    assertThat(run("status").lines()).singleElement().asString().contains("was not found");
  }

  @Test
  void prefersJavaHome() throws Exception {
    jdk("jvm/java-25", "25.0.3");
    environment.put("JAVA_HOME", jdk("mine", "26").toString());
    assertThat(run("status").lines().getFirst()).startsWith("java of " + machine.resolve("mine"));
  }

  @Test
  void looksBeyondAJavaHomeThatIsTooOld() throws Exception {
    environment.put("JAVA_HOME", jdk("old", "17.0.15").toString());
    jdk("jvm/java-25", "25");
    assertThat(run("status").lines().getFirst())
        .startsWith("java of " + machine.resolve("jvm/java-25"));
  }

  @Test
  void findsAJdkOfSdkmanAndOneOnThePath() throws Exception {
    Path onPath = jdk("elsewhere", "25.0.2");
    Files.createSymbolicLink(machine.resolve("bin/java"), onPath.resolve("bin/java"));
    assertThat(run("status").lines().getFirst()).startsWith("java of " + onPath);

    Path sdkman = jdk(".sdkman/candidates/java/25-tem", "25.0.1");
    assertThat(run("status").lines().getFirst()).startsWith("java of " + sdkman);
  }

  @Test
  void saysWhatToDoWithoutMaven() throws Exception {
    jdk("jvm/java-25", "25");
    Result build = run("build");
    assertThat(build.lines())
        .singleElement()
        .asString()
        .startsWith("moalog: Maven 3.8 or later was not found: install it");
    assertThat(build.exit()).isEqualTo(1);
  }

  @Test
  void refusesAnOldMaven() throws Exception {
    jdk("jvm/java-25", "25");
    program("bin/mvn", "echo 'Apache Maven 3.6.3'");
    assertThat(run("test").lines())
        .singleElement()
        .asString()
        .contains("Maven 3.8 or later is needed")
        .contains("is 3.6.3");
  }

  @Test
  void takesNewerMavens() throws Exception {
    jdk("jvm/java-25", "25");
    for (String version : List.of("3.8.1", "3.9.11", "3.10.0", "4.0.0")) {
      program("bin/mvn", "echo 'Apache Maven " + version + "'");
      assertThat(run("test").lines().getFirst()).as(version).startsWith("java of ");
    }
  }

  @Test
  void refusesAnUnknownCommandInOneLine() throws Exception {
    assertThat(run("dance"))
        .isEqualTo(
            new Result(2, List.of("moalog: unknown command 'dance'; ./moalog shows the commands")));
  }

  @Test
  void saysThatNothingIsBuiltWhereNothingIs() throws Exception {
    jdk("jvm/java-25", "25");
    Path script =
        Files.copy(SCRIPT, Files.createDirectory(machine.resolve("clone")).resolve("moalog"));
    Files.delete(machine.resolve("state/applications/launcher/local-launcher.jar"));
    assertThat(run(script, "down").lines())
        .containsExactly(
            "moalog: nothing is built yet, so nothing runs: ./moalog up builds and starts"
                + " everything");
  }

  @Test
  void startsWhatWasAskedForAfterItHasBuilt() throws Exception {
    Path home = jdk("jvm/java-25", "25");
    program("bin/mvn", "echo 'Apache Maven 3.9.11'");
    Path clone = Files.createDirectory(machine.resolve("clone"));
    Path script = Files.copy(SCRIPT, clone.resolve("moalog"));
    for (String module : List.of("local/launcher", "rate-limiter/server", "rjmx-exporter/jvm")) {
      jar(clone, module, module.startsWith("rjmx") ? "rjmx-exporter" : module.replace('/', '-'));
    }
    for (String module : List.of("sandbox", "fluxpay-engine", "moalog-server")) {
      jar(clone, module, module);
    }
    Result bench = run(script, "bench", "live");
    assertThat(bench.exit()).as("%s", bench).isZero();
    assertThat(bench.lines()).hasSize(2);
    assertThat(bench.lines().getFirst())
        .startsWith("java of " + home)
        .contains("Build.java benchmarks");
    assertThat(bench.lines().getLast())
        .startsWith("java of " + home)
        .endsWith("-jar " + clone.resolve("benchmarks/target/benchmarks.jar") + " live");
  }

  private static void jar(Path clone, String module, String name) throws IOException {
    Path target = Files.createDirectories(clone.resolve(module).resolve("target"));
    Files.createFile(target.resolve(name + ".jar"));
  }

  @Test
  void printsTheHelpWithoutJavaAndNamesEveryCommand() throws Exception {
    Result help = run();
    assertThat(help.exit()).isZero();
    String commands =
        Pattern.compile("^ +(up \\| [a-z| ]+)\\) ;;$", Pattern.MULTILINE)
            .matcher(Files.readString(SCRIPT))
            .results()
            .map(MatchResult::group)
            .findFirst()
            .orElseThrow();
    for (String command : commands.replaceAll("[^a-z ]", "").strip().split(" +", -1)) {
      assertThat(help.lines()).anyMatch(line -> line.matches("  " + command + "\\b.*"));
    }
  }

  /** A JDK whose {@code java} only tells who it is. */
  private Path jdk(String folder, String version) throws IOException {
    Path home = machine.resolve(folder);
    program(folder + "/bin/javac", "exit 1");
    program(folder + "/bin/java", "echo \"java of " + home + ": $*\"");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private void program(String path, String body) throws IOException {
    Path file = machine.resolve(path);
    Files.createDirectories(machine.resolve(path).resolveSibling("x").resolve("..").normalize());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Result run(String... arguments) throws IOException, InterruptedException {
    return run(SCRIPT, arguments);
  }

  private Result run(Path script, String... arguments) throws IOException, InterruptedException {
    Path output = machine.resolve("output");
    List<String> command =
        Stream.concat(Stream.of("/bin/sh", script.toString()), Stream.of(arguments)).toList();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(machine.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    int exit = builder.start().waitFor();
    return new Result(exit, Files.readAllLines(output));
  }
}
