package com.moalog.rjmx.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class LettersTest {

  @Test
  void lowersAsTheJdkDoesWhateverIsAscii() {
    StringBuilder all = new StringBuilder();
    for (char next = 0; next < 0x80; next++) {
      all.append(next);
    }
    assertThat(Letters.lower(all.toString())).isEqualTo(all.toString().toLowerCase(Locale.ROOT));
    assertThat(Letters.lower("")).isEmpty();
    assertThat(Letters.lower("already lower")).isEqualTo("already lower");
  }

  @Test
  void leavesEveryOtherCharacterAlone() {
    assertThat(Letters.lower("\u00c4\u0130\u212aA")).isEqualTo("\u00c4\u0130\u212aa");
    assertThat(Letters.same("K", "\u212a")).isFalse();
  }

  @Test
  void comparesWithoutCase() {
    assertThat(Letters.same("Content-LENGTH", "content-length")).isTrue();
    assertThat(Letters.same("close", "closed")).isFalse();
    assertThat(Letters.same("[", "{")).isFalse();
  }
}
