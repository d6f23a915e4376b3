package com.moalog.ratelimiter.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageKeyTest {

  @ParameterizedTest
  @CsvSource({
    "user:1, p:v2:r:{user:1}",
    "{user:1}:ai, p:v2t:r:{user:1}:ai",
    "{}x, p:v2:r:{{}x}",
    "a}b{, p:v2:r:{a}b{}",
    "}a{b}, p:v2t:r:}a{b}",
    "글, p:v2:r:{글}"
  })
  void keepsACallersTagAndTagsTheRest(String key, String stored) {
    assertThat(StorageKey.of("p:", "r", key).text()).isEqualTo(stored);
  }

  @Test
  void storesAKeyOverTheLimitByItsDigest() {
    String longest = "x".repeat(StorageKey.MAX_PLAIN_BYTES);
    assertThat(StorageKey.of("p:", "r", longest).text()).contains(longest);
    assertThat(StorageKey.of("p:", "r", longest + "x").text())
        .matches("p:v2:r:\\{sha256:[0-9a-f]{32}}");
  }

  @Test
  void storesAKeyThatWouldEndItsTagByItsDigest() {
    assertThat(StorageKey.of("p:", "r", "}a{").text()).matches("p:v2:r:\\{sha256:[0-9a-f]{32}}");
  }

  @Test
  void measuresAKeyInBytes() {
    assertThat(StorageKey.of("p:", "r", "글".repeat(42)).text()).contains("글");
    assertThat(StorageKey.of("p:", "r", "글".repeat(43)).text()).contains("sha256:");
  }

  @Test
  void namesTheLesseesLikeNoKeyThatACallerCanChoose() {
    StorageKey key = StorageKey.of("p:", "r", "{a}");
    assertThat(key.lesseesName()).isEqualTo("p:v2l:v2t:r:{a}");
    assertThat(StorageKey.of("p:", "r", "a").lesseesName()).isEqualTo("p:v2l:v2:r:{a}");
    assertThat(StorageKey.of("p:", "r", "{a}:lessees").text()).isNotEqualTo(key.lesseesName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "{a}:x", "x{a}y", "{}a", "}a{", ""})
  void namesTheLesseesInTheSlotOfTheKey(String key) {
    StorageKey stored = StorageKey.of("p:", "r", key);
    assertThat(SlotHash.getSlot(stored.lesseesName())).isEqualTo(SlotHash.getSlot(stored.text()));
  }

  @Test
  void countsTheBytesOfEachCharacter() {
    assertThat(StorageKey.isLonger("abc", 3)).isFalse();
    assertThat(StorageKey.isLonger("abcd", 3)).isTrue();
    assertThat(StorageKey.isLonger("\uac00", 3)).isFalse();
    assertThat(StorageKey.isLonger("\uac00a", 3)).isTrue();
  }
}
