package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A scrape that is under way when the exporter is asked to stop, by either build. */
class ShutdownTest {

  private static final byte[] BEAN =
      "[{\"value\":{\"a:type=X\":{\"Count\":5}},\"status\":200}]"
          .getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aScrapeUnderWayIsAnsweredBeforeTheEnd(Build build) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    ScriptedTarget.Script slow =
        (request, out) -> {
          asked.countDown();
          await(mayAnswer);
          out.write(ScriptedTarget.head(200, BEAN.length));
          out.write(BEAN);
          return true;
        };
    try (ScriptedTarget target = new ScriptedTarget(slow);
        ExecutorService prometheus = Executors.newVirtualThreadPerTaskExecutor();
        RunningExporter exporter =
            RunningExporter.start(
                build, ConfigFile.of(ConfigFile.everything(target.url())), Map.of())) {
      Future<HttpResponse<String>> scrape = prometheus.submit(() -> exporter.get("/metrics"));
      await(asked);
      exporter.process().destroy();
      awaitStopping(exporter);
      assertThatThrownBy(() -> exporter.get("/health"))
          .as("nobody new is let in")
          .isInstanceOf(IOException.class);
      assertThat(exporter.isAlive()).isTrue();

      mayAnswer.countDown();
      assertThat(scrape.get(1, TimeUnit.MINUTES).body()).contains("a_Count_{bean=\"type=X\"} 5\n");
      assertThat(exporter.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(exporter.process().exitValue()).isZero();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  private static void awaitStopping(RunningExporter exporter) throws Exception {
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!exporter.log().contains("\"stopping\"")) {
      assertThat(System.nanoTime()).isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
