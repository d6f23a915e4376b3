package com.moalog.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.chaos.experiment.Fault;
import com.moalog.chaos.scenario.Faults;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Chaos chaos =
      new Chaos(Map.of(), new PrintStream(printed, true, StandardCharsets.UTF_8));

  @Test
  void listsEveryFaultWithItsPromise() throws Exception {
    assertThat(chaos.run(List.of("list"))).isZero();
    for (Fault fault : Faults.all()) {
      assertThat(printed.toString(StandardCharsets.UTF_8))
          .contains(fault.name() + " ")
          .contains(fault.injection() + ": " + fault.promise());
    }
  }

  @Test
  void refusesWhatItDoesNotKnowBeforeAnythingStarts() throws Exception {
    assertThat(chaos.run(List.of("redis-failure", "dance"))).isEqualTo(2);
    assertThat(chaos.run(List.of("redis-failure", "--fast"))).isEqualTo(2);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("moalog: unknown fault or option; ./moalog chaos list shows them")
        .doesNotContain("Starting");
  }

  @Test
  void everyFaultHasANameOfItsOwn() {
    assertThat(Faults.all()).extracting(Fault::name).doesNotHaveDuplicates().hasSize(23);
  }
}
