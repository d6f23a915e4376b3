package com.moalog.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.bench.measure.Benchmark;
import com.moalog.bench.measure.Effort;
import com.moalog.bench.measure.Seeded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BenchTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Bench bench =
      new Bench(List.of(new Rounds(), new Broken(), new Cases()), print(out), print(err));

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Says how often it would measure. */
  private record Rounds() implements Benchmark {
    @Override
    public String name() {
      return "rounds";
    }

    @Override
    public String purpose() {
      return "counts its rounds";
    }

    @Override
    public void run(Effort effort, PrintStream out) {
      out.println("rounds: " + effort.rounds());
    }
  }

  /** Cannot measure anything. */
  private record Broken() implements Benchmark {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String purpose() {
      return "fails";
    }

    @Override
    public void run(Effort effort, PrintStream out) throws IOException {
      throw new IOException("no server");
    }
  }

  /** Has cases. */
  private record Cases() implements Seeded {
    @Override
    public String name() {
      return "cases";
    }

    @Override
    public String purpose() {
      return "has cases";
    }

    @Override
    public void run(Effort effort, PrintStream out) {
      out.println("all cases");
    }

    @Override
    public void repeat(long seed, PrintStream out) {
      out.println("case " + seed);
    }
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void refusesAnUnknownBenchmark() throws InterruptedException {
    assertThat(bench.run(List.of("nothing"))).isEqualTo(2);
    assertThat(complaint()).contains("unknown benchmark 'nothing'").hasLineCount(1);
  }

  @Test
  void refusesAnUnknownOption() throws InterruptedException {
    assertThat(bench.run(List.of("rounds", "--slow"))).isEqualTo(2);
    assertThat(complaint()).contains("unknown option '--slow'").hasLineCount(1);
  }

  @Test
  void refusesTwoBenchmarksAtOnce() throws InterruptedException {
    assertThat(bench.run(List.of("rounds", "broken"))).isEqualTo(2);
    assertThat(complaint()).contains("name one benchmark");
  }

  @Test
  void saysWhyAMeasurementFailed() throws InterruptedException {
    assertThat(bench.run(List.of("broken"))).isEqualTo(1);
    assertThat(complaint()).contains("no server");
  }

  @Test
  void listsTheBenchmarksWithoutAName() throws InterruptedException {
    assertThat(bench.run(List.of())).isZero();
    assertThat(printed()).contains("rounds           counts its rounds", "broken ");
  }

  @Test
  void measuresLessWhenAskedToBeQuick() throws InterruptedException {
    assertThat(bench.run(List.of("rounds", "--quick"))).isZero();
    assertThat(bench.run(List.of("rounds"))).isZero();
    assertThat(printed()).contains("rounds: 1", "rounds: 3", "processors");
  }

  @Test
  void repeatsOneCase() throws InterruptedException {
    assertThat(bench.run(List.of("cases", "--seed", "7"))).isZero();
    assertThat(printed()).contains("case 7");
  }

  @Test
  void repeatsNothingElse() throws InterruptedException {
    assertThat(bench.run(List.of("rounds", "--seed", "7"))).isEqualTo(2);
    assertThat(bench.run(List.of("cases", "--seed"))).isEqualTo(2);
    assertThat(bench.run(List.of("cases", "--seed", "seven"))).isEqualTo(2);
    assertThat(bench.run(List.of("--seed", "7", "cases"))).isEqualTo(2);
    assertThat(complaint()).contains("--seed N stands behind").hasLineCount(4);
  }

  @Test
  void namesEveryBenchmarkOnce() {
    Stream<String> names = Bench.all().stream().map(Benchmark::name);
    assertThat(names).doesNotHaveDuplicates();
  }
}
