package com.moalog.fluxpay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "501", "-1", "x", "", "99999999999"})
  void refusesALimitOutOfRange(String limit) {
    assertThatThrownBy(() -> Page.of(limit, null)).isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "abc", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0", "MTp4"})
  void refusesACursorThatWasNeverGiven(String cursor) {
    assertThatThrownBy(() -> Page.of(null, cursor)).isInstanceOf(RefusedException.class);
  }

  @Test
  void takesTheLimitsAtTheirEdges() {
    assertThat(Page.of("1", null).limit()).isEqualTo(1);
    assertThat(Page.of("500", null).limit()).isEqualTo(500);
    assertThat(Page.of(null, null)).isEqualTo(new Page(100, Long.MAX_VALUE));
  }

  @Test
  void leadsThroughAListWithoutGapsOrRepeats() {
    Page first = new Page(2, Long.MAX_VALUE);
    List<Long> rows = List.of(9L, 7L, 5L);
    String cursor = first.next(rows, Long::longValue);

    assertThat(first.of(rows)).containsExactly(9L, 7L);
    assertThat(Page.of("2", cursor).before()).isEqualTo(7);
    assertThat(new Page(3, 9).next(rows, Long::longValue)).isNull();
  }

  @Test
  void remembersAMomentToTheMicrosecondAndTheIdWithinIt() {
    Instant moment = Instant.parse("2026-03-01T00:00:00.123456Z");
    UUID id = UUID.fromString("0195a1b2-0000-7000-8000-000000000001");

    String cursor = Page.of("1", null).next(List.of(id, id), _ -> moment, one -> one);
    Page next = Page.of("1", cursor);

    assertThat(next.beforeTime().toInstant()).isEqualTo(moment);
    assertThat(next.beforeId()).isEqualTo(id);
  }
}
