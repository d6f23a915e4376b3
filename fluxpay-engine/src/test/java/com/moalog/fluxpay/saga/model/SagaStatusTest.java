package com.moalog.fluxpay.saga.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SagaStatusTest {

  @Property
  void nothingLeavesWhatIsOver(@ForAll SagaStatus next) {
    assertThat(SagaStatus.COMPLETED.canBecome(next)).isFalse();
    assertThat(SagaStatus.COMPENSATED.canBecome(next)).isFalse();
  }

  @Property
  void aSagaEndsOnlyFromWhereItsEndCanBeReached(@ForAll SagaStatus from, @ForAll SagaStatus next) {
    if (next.isTerminal() && next.origins().contains(from)) {
      assertThat(from).isNotIn(SagaStatus.COMPLETED, SagaStatus.COMPENSATED);
    }
  }

  @Test
  void goingBackCanBeBegunAndEndedAtOnce() {
    assertThat(SagaStatus.COMPENSATED.origins())
        .containsExactlyInAnyOrder(
            SagaStatus.STARTED, SagaStatus.PROCESSING, SagaStatus.COMPENSATING, SagaStatus.FAILED);
  }

  @Test
  void onlyAnOperatorBringsAFailedSagaBack() {
    assertThat(SagaStatus.FAILED.canBecome(SagaStatus.COMPENSATING)).isTrue();
    assertThat(SagaStatus.COMPLETED.origins()).containsExactly(SagaStatus.PROCESSING);
  }
}
