package com.moalog.local.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.launcher.parts.ContainerParts;
import com.moalog.local.launcher.parts.Parts;
import com.moalog.local.launcher.supervise.PartReport;
import com.moalog.local.launcher.supervise.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTableTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final StatusTable table = new StatusTable(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void showsWhyAPartIsNotHealthyAndSumsTheMemory() {
    List<String> lines =
        table.lines(
            List.of(
                new PartReport(
                    "redis", State.HEALTHY, "", 42, NOW.minusSeconds(65), 0, 5_120, "localhost:1"),
                new PartReport(
                    "mysql", State.RESTARTING, "exited with 137", 0, NOW, 3, 0, "localhost:2"),
                new PartReport(
                    "prometheus", State.HEALTHY, "", 43, NOW, 0, 51_200, "localhost:3")));
    assertThat(lines.get(1)).matches("redis +healthy +localhost:1 +42 +5 MB +1m 5s +0");
    assertThat(lines.get(2)).matches("mysql +restarting +localhost:2 +- +- +- +3");
    assertThat(lines).contains("mysql: exited with 137");
    assertThat(lines.getLast())
        .isEqualTo("Memory (PSS): 5 MB of 1638 MB allowed; monitoring 50 MB beside it");
  }

  @Test
  void listsEachOfTheTwentyPartsOnce() {
    List<String> parts = new java.util.ArrayList<>(Parts.names());
    parts.removeAll(List.of("sandbox", "node-exporter"));
    parts.addAll(ContainerParts.names());
    assertThat(parts).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void tellsUptimesInTwoUnits() {
    assertThat(StatusTable.uptime(Duration.ofSeconds(59))).isEqualTo("59s");
    assertThat(StatusTable.uptime(Duration.ofSeconds(60))).isEqualTo("1m 0s");
    assertThat(StatusTable.uptime(Duration.ofMinutes(61))).isEqualTo("1h 1m");
    assertThat(StatusTable.uptime(Duration.ofHours(25))).isEqualTo("1d 1h");
  }
}
