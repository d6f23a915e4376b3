package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names of targets, and a name server that does not answer. */
class NameLookupTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ParameterizedTest
  @EnumSource
  void aTargetMayHaveAName(Build build) throws Exception {
    String answer = "[{\"value\":{\"a:type=X\":{\"One\":1}},\"status\":200}]";
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(answer));
        RunningExporter exporter =
            RunningExporter.start(
                build,
                ConfigFile.of(
                    ConfigFile.everything("http://localhost:" + target.port() + "/jolokia")),
                Map.of())) {
      assertThat(exporter.metrics()).contains("a_One_{bean=\"type=X\"} 1\n");
      assertThat(exporter.process().children()).as("processes left").isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "CHECKED"})
  void aNameThatIsNoneIsUnknown(Build build) throws Exception {
    Path config = ConfigFile.of(ConfigFile.everything("http://no_name!:1/jolokia"));
    try (RunningExporter exporter = RunningExporter.start(build, config, Map.of())) {
      assertThat(exporter.metrics()).contains("rjmx_up{target=\"no_name!:1\"} 0");
      assertThat(exporter.log()).contains("unknown host no_name!");
      assertThat(exporter.process().children()).as("processes left").isEmpty();
    }
  }

  /** The native binary where the only name server never answers. */
  private static RunningExporter withoutNames(int connectMillis) throws Exception {
    Process probe = new ProcessBuilder("unshare", "-rm", "true").start();
    assumeTrue(probe.waitFor() == 0, "no own view of files to be had here");
    Path servers = Files.writeString(Path.of("target/resolv.conf"), "nameserver 127.77.77.77\n");
    Path config =
        ConfigFile.of(
            """
            jolokia:
              url: http://slow.example:1/jolokia
              timeout_ms: 60000
              connect_timeout_ms: %d
              retries: 0
            rules: [{pattern: 'a<type=X>', name: a}]
            """
                .formatted(connectMillis));
    String mount = "mount --bind " + servers.toAbsolutePath() + " /etc/resolv.conf";
    String binary = Build.NATIVE.command().getFirst();
    return RunningExporter.start(
        List.of("unshare", "-rm", "sh", "-c", mount + " && exec \"$0\" \"$@\"", binary),
        config,
        Map.of());
  }

  @Test
  void othersDoNotWaitForTheNameServer() throws Exception {
    try (RunningExporter exporter = withoutNames(60_000)) {
      CompletableFuture<String> metrics =
          CompletableFuture.supplyAsync(() -> {
            try {
              return exporter.metrics();
            } catch (Exception failed) {
              throw new IllegalStateException(failed);
            }
          });
      await(() -> metrics.isDone() || exporter.process().children().findAny().isPresent());
      assertThat(exporter.get("/health").statusCode()).isEqualTo(200);
      assertThat(metrics).as("its name is still being looked up").isNotDone();
      assertThat(metrics.get(60, TimeUnit.SECONDS))
          .contains("rjmx_up{target=\"slow.example:1\"} 0");
      assertThat(exporter.log()).contains("unknown host slow.example");
    }
  }

  @Test
  void theTimeToConnectBoundsTheLookup() throws Exception {
    NeverAcceptingTargetTest.isGivenUpSoon("slow.example:1", () -> withoutNames(50));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
