package com.moalog.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.chaos.platform.Moalog;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A few faults, shortly; {@code ./moalog chaos all} tries every one and waits for the alerts. */
class ChaosIT {

  @Test
  void theUsersNoticeNoMoreThanWasPromised() throws Exception {
    Moalog moalog = Moalog.fresh(Path.of("target/chaos").toAbsolutePath());
    Moalog.Result result =
        moalog.run("chaos", "redis-failure", "mysql-failure", "webhook-disorder", "--short");
    assertThat(result.exit()).as(String.join("\n", result.lines())).isZero();
    assertThat(result.out()).contains("3 passed, 0 failed, 0 skipped");
    assertThat(Files.readString(moalog.state().resolve("reports/chaos.xml")))
        .contains("tests=\"3\" failures=\"0\" skipped=\"0\"");
  }
}
