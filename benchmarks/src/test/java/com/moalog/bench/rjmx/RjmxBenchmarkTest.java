package com.moalog.bench.rjmx;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.bench.measure.Effort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * Shows that every way is measured on the same series; the figures of so few scrapes say little.
 */
class RjmxBenchmarkTest {

  @Test
  void measuresEveryWayOnTheSameSeries() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    new RjmxBenchmark().run(Effort.QUICK, new PrintStream(bytes, true, StandardCharsets.UTF_8));

    String printed = bytes.toString(StandardCharsets.UTF_8);
    System.out.println(printed);
    assertThat(printed)
        .containsPattern("one JVM, 1\\d\\d series")
        .contains("| native binary ", "| our build on the JVM ", "| jmx_exporter standalone ")
        .contains("| in the application: Jolokia's agent ", "| in the application: JMX over RMI ")
        .contains("| in the application: jmx_exporter's agent ")
        .containsPattern("\\| memory after 20 scrapes, MB +\\| +[1-3]\\.\\d\\d \\| +<= 4 \\| yes")
        .containsPattern("\\| growth over 200 scrapes, kB +\\| +-?\\d+ \\| +< 200 \\| yes")
        .containsPattern("\\| most memory inside a control group of 16 MiB, kB \\|");
  }
}
