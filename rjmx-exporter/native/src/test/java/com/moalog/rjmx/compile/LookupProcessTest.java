package com.moalog.rjmx.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process in which the native build looks a name up. */
class LookupProcessTest {

  @TempDir Path folder;

  @Test
  void endsWhereItFailsAndGoesOnWithNothingOfTheExporter() throws Exception {
    Path translated = Files.createDirectories(folder.resolve("c"));
    String main = "com.moalog.rjmx.posix.LookupProbe";
    Probes.translate("probe/LookupProbe.java", main, folder.resolve("classes"), translated);
    Probes.Program probe = Probes.compile(translated, folder.resolve("probe"), null);
    assertThat(probe.run("fails")).isEqualTo("started\nunknown host localhost\n");
  }
}
