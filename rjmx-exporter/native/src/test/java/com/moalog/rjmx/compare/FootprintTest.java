package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The native binary stays as small as it began. */
class FootprintTest {

  /** {@code -Drjmx.scrapes=100000} for a long look. */
  private static final int SCRAPES = Integer.getInteger("rjmx.scrapes", 2_000);

  private static final int WARM_UP = 200;
  private static final long LIMIT_KB = 4 * 1024;
  private static final long GROWTH_KB = 200;

  @Test
  void memoryIsFlatOverManyScrapes() throws Exception {
    StringBuilder bean = new StringBuilder("\"n0\":0");
    for (int i = 1; i < 60; i++) {
      bean.append(",\"n").append(i).append("\":").append(i).append(".5");
    }
    String body = "[{\"value\":{\"a:type=X,name=Y\":{" + bean + "}},\"status\":200}]";
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(body));
        RunningExporter exporter =
            RunningExporter.start(
                Build.NATIVE, ConfigFile.of(ConfigFile.everything(target.url())), Map.of())) {
      scrape(exporter, WARM_UP);
      long before = exporter.residentKb();
      scrape(exporter, SCRAPES);
      long after = exporter.residentKb();
      System.out.printf("resident: %d kB after %d scrapes%n", after, WARM_UP + SCRAPES);
      assertThat(after).isLessThan(LIMIT_KB);
      assertThat(after - before).isLessThan(GROWTH_KB);
    }
  }

  private static void scrape(RunningExporter exporter, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      // As Prometheus asks.
      exporter.get("/metrics", "Accept-Encoding", "gzip");
    }
  }
}
