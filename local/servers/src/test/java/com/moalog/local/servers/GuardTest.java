package com.moalog.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Starts a guarded child, says its pid and waits. */
  static final class Parent {

    private Parent() {}

    static void main() throws IOException, InterruptedException {
      Process child = new ProcessBuilder("sleep", "300").start();
      Guard.of(child);
      System.out.println(child.pid());
      child.waitFor();
    }
  }

  @Test
  void killsTheChildWhenTheJvmWasKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = parent.inputReader()) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      assertThat(child.isAlive()).isTrue();
      parent.destroyForcibly().waitFor();
      await().atMost(PATIENCE).until(() -> !child.isAlive());
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void endsWithTheChild() throws Exception {
    Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
    Process child = new ProcessBuilder("sleep", "300").start();
    Guard.of(child);
    // Guards of other tests may still be about to end.
    List<ProcessHandle> started =
        ProcessHandle.current().children().filter(one -> !before.contains(one)).toList();
    assertThat(started).hasSize(2);
    child.destroyForcibly();
    await().atMost(PATIENCE).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void theOwnerOfALinksTargetStaysTheSame(@TempDir Path folder) throws IOException {
    boolean isRoot = "root".equals(System.getProperty("user.name"));
    Path outside = Files.createFile(folder.resolve("outside"));
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path link = Files.createSymbolicLink(inside.resolve("link"), outside);

    (isRoot ? Login.NOBODY : Login.SELF).own(inside);

    assertThat(Files.getAttribute(outside, "unix:uid"))
        .isEqualTo(Files.getAttribute(folder, "unix:uid"));
    assertThat(Files.getAttribute(link, "unix:uid", LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(Files.getAttribute(inside, "unix:uid"));
  }
}
