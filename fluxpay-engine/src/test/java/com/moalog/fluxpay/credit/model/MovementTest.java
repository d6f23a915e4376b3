package com.moalog.fluxpay.credit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.UserId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MovementTest {

  private static final UserId USER = new UserId("u");
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static Money won(long amount) {
    return Money.of(amount, CurrencyCode.KRW);
  }

  @Property
  void theBooksSumUpToZeroAndAgreeWithTheAccount(
      @ForAll @Size(max = 40) List<Movement.Type> types,
      @ForAll @IntRange(min = 1, max = 1_000_000) int amount) {
    BigDecimal balance = BigDecimal.ZERO;
    BigDecimal reserved = BigDecimal.ZERO;
    Map<String, BigDecimal> books = new HashMap<>();
    for (Movement.Type type : types) {
      Movement movement = new Movement(type, USER, won(amount));
      assertThat(movement.postings()).hasSize(2);
      movement
          .postings()
          .forEach(line -> books.merge(line.account(), line.amount(), BigDecimal::add));
      balance = balance.add(movement.onBalance());
      reserved = reserved.add(movement.onReserved());
    }
    assertThat(books.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("0");
    assertThat(books.getOrDefault("user:u:available", BigDecimal.ZERO))
        .isEqualByComparingTo(balance.subtract(reserved));
    assertThat(books.getOrDefault("user:u:reserved", BigDecimal.ZERO))
        .isEqualByComparingTo(reserved);
  }

  @Test
  void movesNothingOfNothing() {
    assertThatThrownBy(() -> new Movement(Movement.Type.CHARGE, USER, won(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReservationIsUsedOnceAndRefundedNoMoreThanThat() {
    Reservation open =
        Reservation.of(new ReservationId("rsv_1"), USER, won(100), START.plusSeconds(900));
    Reservation used = open.confirmed(won(60));

    assertThat(used.canRefund(won(60))).isTrue();
    assertThat(used.canRefund(won(61))).isFalse();
    assertThat(used.refunded(won(40)).canRefund(won(21))).isFalse();
    assertThatThrownBy(() -> used.confirmed(won(1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> open.confirmed(won(101))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> used.ended(Reservation.Status.CANCELLED))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aReservationIsOpenUntilTheMomentItExpires() {
    Instant end = START.plus(Duration.ofMinutes(15));
    Reservation open = Reservation.of(new ReservationId("rsv_1"), USER, won(100), end);

    assertThat(open.isOpen(end.minusNanos(1))).isTrue();
    assertThat(open.isOpen(end)).isFalse();
    assertThat(open.isOverdue(end.minusNanos(1))).isFalse();
    assertThat(open.isOverdue(end)).isTrue();
    assertThat(open.ended(Reservation.Status.EXPIRED).isOverdue(end)).isFalse();
  }
}
