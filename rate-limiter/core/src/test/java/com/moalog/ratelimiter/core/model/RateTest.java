package com.moalog.ratelimiter.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5", "x", "5/w", "5/", "/s", "10000000000001", "5 /m"})
  void refusesWhatIsNotARate(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Rate.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"10,10,1", "20/s,20,1", "5/m,1,12", "60/m,1,1", "100/h,1,36", "1000/d,5,432"})
  void readsARateInLowestTerms(String text, long count, long periodSeconds) {
    assertThat(Rate.parse(text)).isEqualTo(new Rate(count, periodSeconds));
  }

  @Test
  void refusesABucketWhoseFiguresLeaveTheExactRange() {
    Rate slow = new Rate(1, 86_400);
    long most = TokenBucket.MAX_CAPACITY_SECONDS / 86_400;
    assertThat(new TokenBucket(most, slow).capacity()).isEqualTo(most);
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(most + 1, slow));
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(0, slow));
  }

  @Test
  void refusesAWindowWithoutRequestsOrTime() {
    assertThatIllegalArgumentException().isThrownBy(() -> SlidingWindow.ofSeconds(0, 60));
    assertThatIllegalArgumentException().isThrownBy(() -> SlidingWindow.ofSeconds(1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SlidingWindow.ofSeconds(SlidingWindow.MAX_REQUESTS + 1, 60));
  }

  @Test
  void tellsWholeSecondsRoundedUpAndARetryOfAtLeastOne() {
    assertThat(Decision.deny(1, 0).retryAfterSeconds()).isEqualTo(1);
    assertThat(Decision.deny(1_000_001, 1_000_001).retryAfterSeconds()).isEqualTo(2);
    assertThat(Decision.allow(1, 1_000_000).resetAfterSeconds()).isEqualTo(1);
    assertThat(Decision.allow(1, 1).retryAfterSeconds()).isZero();
  }
}
