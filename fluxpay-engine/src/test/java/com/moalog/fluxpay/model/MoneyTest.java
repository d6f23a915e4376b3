package com.moalog.fluxpay.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MoneyTest {

  @Test
  void refusesWhatACurrencyCannotExpress() {
    assertThat(Money.of(new BigDecimal("100.5"), CurrencyCode.KRW)).isEmpty();
    assertThat(Money.of(new BigDecimal("10.505"), CurrencyCode.USD)).isEmpty();
    assertThat(Money.of(new BigDecimal("-1"), CurrencyCode.KRW)).isEmpty();
    assertThat(Money.of(new BigDecimal("1e15"), CurrencyCode.KRW)).isEmpty();
    assertThat(Money.of(new BigDecimal("1e999999999"), CurrencyCode.KRW)).isEmpty();
    assertThat(Money.of(new BigDecimal("1e-999999999"), CurrencyCode.EUR)).isEmpty();
  }

  @Test
  void takesTheScaleOfItsCurrency() {
    assertThat(Money.of(new BigDecimal("100.0"), CurrencyCode.KRW).orElseThrow().amount())
        .isEqualTo(new BigDecimal("100"));
    assertThat(Money.of(new BigDecimal("10.5"), CurrencyCode.USD).orElseThrow().amount())
        .isEqualTo(new BigDecimal("10.50"));
    assertThat(Money.of(new BigDecimal("999999999999999"), CurrencyCode.KRW)).isPresent();
  }

  @Test
  void doesNotMixCurrencies() {
    Money won = Money.of(1, CurrencyCode.KRW);
    Money yen = Money.of(1, CurrencyCode.JPY);

    assertThatThrownBy(() -> won.plus(yen)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> won.minus(won.plus(won))).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void addsAndSubtractsExactly(
      @ForAll @LongRange(max = 400_000_000_000_000L) long one,
      @ForAll @LongRange(max = 400_000_000_000_000L) long other,
      @ForAll CurrencyCode currency) {
    Money first = Money.of(one, currency);
    Money second = Money.of(other, currency);

    assertThat(first.plus(second)).isEqualTo(second.plus(first));
    assertThat(first.plus(second).minus(second)).isEqualTo(first);
  }

  @Property
  void multipliesAsRepeatedAdditionWould(
      @ForAll @LongRange(min = 1, max = 1_000_000) long price,
      @ForAll @IntRange(min = 1, max = 50) int quantity) {
    Money sum = Money.zero(CurrencyCode.USD);
    for (int i = 0; i < quantity; i++) {
      sum = sum.plus(Money.of(price, CurrencyCode.USD));
    }
    assertThat(Money.of(price, CurrencyCode.USD).times(quantity)).contains(sum);
  }
}
