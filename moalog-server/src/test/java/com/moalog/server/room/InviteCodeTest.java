package com.moalog.server.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.server.room.model.InviteCode;
import java.time.LocalDateTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InviteCodeTest {

  @ParameterizedTest
  @CsvSource({
    "https://moalog.me/invite/INV-ab12-CD34,             INV-ab12-CD34",
    "https://moalog.me/invite/INV-AB12-CD34/more?x=1,    INV-AB12-CD34",
    "https://moalog.me/?code=INV-AB12-CD34&x=1,          INV-AB12-CD34",
    "https://moalog.me/초대/INV-AB12-CD34,                 INV-AB12-CD34",
    "https://moalog.me/INV-회/?code=INV-AB12-CD34,        INV-AB12-CD34",
    "https://moalog.me/INV-,                             ''",
    "https://moalog.me/INV-AB12-CD3,                     ''",
    "https://moalog.me/?code=,                           ''",
    "https://moalog.me/?code=INV-AB12-CD34X,             INV-AB12-CD34",
  })
  void findsTheCodeInALink(String link, String code) {
    assertThat(InviteCode.inLink(link).map(InviteCode::text).orElse("")).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "moalog.me", "INV-AB12-CD34", "/invite", "https://", "a b://c"})
  void takesNoTextForALink(String text) {
    assertThat(InviteCode.isLink(text)).isFalse();
  }

  @Test
  void refusesTextsOfAnotherShape() {
    assertThatThrownBy(() -> new InviteCode("INV-AB12-CD345"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void makesCodesWithoutDigitsThatLookLikeLetters() {
    SplittableRandom random = new SplittableRandom(1);
    for (int count = 0; count < 1_000; count++) {
      assertThat(InviteCode.random(random).text()).matches("INV-[A-Z2-9]{4}-[A-Z2-9]{4}");
    }
  }

  @Test
  void expiresAfterSevenWholeDays() {
    LocalDateTime made = LocalDateTime.of(2026, 1, 1, 12, 0);
    assertThat(InviteCode.isExpired(made, made.plusDays(7).minusSeconds(1))).isFalse();
    assertThat(InviteCode.isExpired(made, made.plusDays(7))).isTrue();
  }
}
