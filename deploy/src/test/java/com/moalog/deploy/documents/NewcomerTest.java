package com.moalog.deploy.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.Shell;
import com.moalog.local.servers.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The path of somebody who has just cloned the repository: every command of every README, in a
 * clean clone, with an empty home and the packages that this build has downloaded already. Commands
 * that build or start the platform take minutes and run with {@code -Dnewcomer=full} ({@code
 * .ci/newcomer}); the others run always.
 */
class NewcomerTest {

  private static final boolean FULL = "full".equals(System.getProperty("newcomer"));

  /** What takes minutes. */
  private static final Set<String> LONG =
      Set.of(
          "./moalog up",
          "./moalog demo",
          "./moalog build",
          "./moalog up --with monitoring",
          "./moalog backup",
          "./moalog restore --force");

  /** The first would run this test in itself, the second takes most of an hour. */
  private static final Set<String> LEFT_OUT = Set.of("./moalog test", "./moalog chaos all");

  private static final Pattern NEEDS_A_BUILD =
      Pattern.compile("^\\S*/target/\\S+ .*|\\./moalog (load|chaos|bench) .*");

  @TempDir Path place;

  private static boolean isLong(String command) {
    return LONG.contains(command) || NEEDS_A_BUILD.matcher(command).matches();
  }

  private static boolean isPossible(String command) {
    return !command.startsWith("kubectl ") || onPath("kubectl");
  }

  private static boolean onPath(String program) {
    return Pattern.compile(":")
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void everyCommandOfEveryReadmeWorks() throws Exception {
    List<Documents.Command> commands =
        Documents.commands().stream()
            .filter(command -> !LEFT_OUT.contains(command.text()))
            .filter(command -> FULL || !isLong(command.text()))
            .filter(command -> isPossible(command.text()))
            .toList();
    assertThat(Documents.commands()).hasSizeGreaterThan(8);
    Path clone = Files.createDirectory(place.resolve("clone"));
    Documents.cloneTo(clone);
    Map<String, String> environment = newcomer();
    List<String> faults = new ArrayList<>();
    try {
      for (Documents.Command command : commands) {
        Shell.Ended ended = Shell.run(clone, environment, "sh", "-c", command.text());
        System.out.printf(
            "newcomer: %s: %s → %d%n", command.document(), command.text(), ended.exit());
        if (ended.exit() != 0) {
          faults.add(command.document() + ": " + command.text() + "\n" + ended.out() + ended.err());
        }
      }
    } finally {
      if (FULL) {
        Shell.run(clone, environment, "sh", "-c", "./moalog down");
      }
    }
    assertThat(faults).isEmpty();
  }

  /** An empty home, free ports, and Maven's packages where this build has them. */
  private Map<String, String> newcomer() throws Exception {
    Path home = Files.createDirectory(place.resolve("home"));
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", home.toString());
    environment.put(
        "MAVEN_OPTS",
        "-Duser.home=" + home + " -Dmaven.repo.local=" + System.getProperty("newcomer.repository"));
    for (String line : Files.readAllLines(Documents.ROOT.resolve(".env.example"))) {
      if (line.matches("[A-Z_]+_PORT=.*")) {
        environment.put(line.replaceFirst("=.*", ""), Integer.toString(TestServers.freePort()));
      }
    }
    return environment;
  }

  @Test
  void everyLinkLeadsToAFile() throws Exception {
    Pattern link = Pattern.compile("]\\((?!https?:|#|mailto:)([^)#\\s]+)(?:#[^)]*)?\\)");
    List<String> broken = new ArrayList<>();
    for (Path document : Documents.all()) {
      link.matcher(Documents.read(document))
          .results()
          .map(found -> found.group(1))
          .filter(target -> !Files.exists(document.resolveSibling(target)))
          .forEach(target -> broken.add(Documents.ROOT.relativize(document) + " → " + target));
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void noDocumentNamesACommandThatIsNotThere() throws Exception {
    String help =
        Documents.read(
            Documents.ROOT.resolve(
                "local/launcher/src/main/resources/com/moalog/local/launcher/commands/help.txt"));
    Pattern command = Pattern.compile("\\./moalog ([a-z]+)\\b");
    for (Path document : Documents.all()) {
      command
          .matcher(Documents.read(document))
          .results()
          .map(found -> found.group(1))
          .forEach(name ->
              assertThat(help)
                  .as(document.toString())
                  .containsPattern("(?m)\\b" + name + "\\b|^  help"));
    }
  }
}
