package com.moalog.rjmx.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoDateTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2023-11-14T22:13:20.000Z",
        "2024-02-29T13:05:09+01:00",
        "2000-03-01T00:00:00-11:30",
        "1969-12-31T23:59:59.5Z",
        "2100-02-28T23:59:59Z"
      })
  void readsWhatTheJdkReads(String text) {
    OffsetDateTime date = OffsetDateTime.parse(text);
    double seconds = date.toEpochSecond() + date.getNano() / 1e9;
    assertThat(IsoDate.epochSeconds(text)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-02-29",
        "2024-02-29T13:05:09",
        "2024-13-01T00:00:00Z",
        "2024-00-01T00:00:00Z",
        "2024-01-32T00:00:00Z",
        "2024-01-01T00:00:00+1:00",
        "2024-01-01T00:00:00+01:0",
        "2024-01-01 00:00:00Z",
        "1.2.3"
      })
  void refusesWhatIsNoDateWithTimeAndZone(String text) {
    assertThat(IsoDate.epochSeconds(text)).isNaN();
  }
}
