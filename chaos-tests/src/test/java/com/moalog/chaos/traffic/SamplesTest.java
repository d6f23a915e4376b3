package com.moalog.chaos.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.chaos.experiment.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private static Sample read(Phase phase, Answer answer) {
    return new Sample(phase, Kind.READ, answer, 1_000_000);
  }

  @Test
  void sharesCountOnlyTheirPhaseAndKind() {
    Samples samples =
        new Samples(
            List.of(
                read(Phase.BEFORE, Answer.OK),
                read(Phase.BROKEN, Answer.OK),
                read(Phase.BROKEN, Answer.UNAVAILABLE),
                read(Phase.BROKEN, Answer.LIMITED),
                read(Phase.BROKEN, Answer.SILENT),
                new Sample(Phase.BROKEN, Kind.HEALTH, Answer.FAILED, 1)));
    assertThat(samples.share(Phase.BROKEN, Kind.READ, Answer.OK)).isEqualTo(0.25);
    assertThat(samples.share(Phase.BROKEN, Kind.READ, Answer.OK, Answer.LIMITED)).isEqualTo(0.5);
    assertThat(samples.errors(Phase.BROKEN)).isEqualTo(0.5);
    assertThat(samples.errors(Phase.AFTER)).isZero();
  }

  @Test
  void ninetyFiveOfAHundredAreNotSlowerThanP95() {
    List<Sample> hundred = new ArrayList<>();
    LongStream.rangeClosed(1, 100)
        .forEach(millis ->
            hundred.add(new Sample(Phase.BROKEN, Kind.READ, Answer.OK, millis * 1_000_000)));
    assertThat(new Samples(hundred).p95Millis(Phase.BROKEN, Kind.READ)).isEqualTo(95);
  }

  @Test
  void aPromiseAboutRequestsThatNobodyMadeIsNotKept() {
    Samples none = new Samples(List.of());
    assertThat(Expectation.share(0, Phase.BROKEN, Kind.READ, Answer.OK).judge(none).isMet())
        .isFalse();
    assertThat(Expectation.never(Phase.BROKEN, Kind.READ, Answer.FAILED).judge(none).isMet())
        .isFalse();
  }

  @Test
  void everyStatusHasOneMeaning() {
    assertThat(Answer.of(0)).isEqualTo(Answer.SILENT);
    assertThat(Answer.of(200)).isEqualTo(Answer.OK);
    assertThat(Answer.of(399)).isEqualTo(Answer.OK);
    assertThat(Answer.of(404)).isEqualTo(Answer.REFUSED);
    assertThat(Answer.of(429)).isEqualTo(Answer.LIMITED);
    assertThat(Answer.of(500)).isEqualTo(Answer.FAILED);
    assertThat(Answer.of(502)).isEqualTo(Answer.BAD_GATEWAY);
    assertThat(Answer.of(503)).isEqualTo(Answer.UNAVAILABLE);
    assertThat(Answer.of(504)).isEqualTo(Answer.FAILED);
  }
}
