package com.moalog.rjmx.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The same as the JDK's. */
class HashTest {

  @ParameterizedTest
  @EnumSource
  void isWhatTheJdkMakesOfTextsOfEveryLength(HashKind kind) throws Exception {
    MessageDigest expected = MessageDigest.getInstance(kind.name().replace('_', '-'));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(kind.hex(text.toString()))
          .as("length %d", bytes.length)
          .isEqualTo(HexFormat.of().formatHex(expected.digest(bytes)));
      text.append(i % 50 == 7 ? "\u00e9" : (char) ('a' + i % 26));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SHA_1, word, salt, 1, 20",
    "SHA_1, word, salt, 1000, 16",
    "SHA_256, word, salt, 4096, 40",
    "SHA_256, \u00e9\u20ac, s\u00e4lt, 77, 32",
    "SHA_512, word, salt, 1000, 128",
    "SHA_512, word, salt, 3, 1"
  })
  void stretchesAsTheJdkDoes(
      HashKind kind, String password, String salt, int iterations, int keyBytes) throws Exception {
    String longer = password.repeat(40);
    for (String word : new String[] {password, longer}) {
      PBEKeySpec spec =
          new PBEKeySpec(
              word.toCharArray(), salt.getBytes(StandardCharsets.UTF_8), iterations, keyBytes * 8);
      String name = "PBKDF2WithHmac" + kind.name().replace("_", "");
      byte[] expected = SecretKeyFactory.getInstance(name).generateSecret(spec).getEncoded();
      Pbkdf2 made = new Pbkdf2(kind, word, salt, iterations, keyBytes);
      while (!made.advance(100)) {
        assertThat(made.hex()).hasSize(keyBytes * 2);
      }
      assertThat(made.hex()).isEqualTo(HexFormat.of().formatHex(expected));
    }
  }

  @Test
  void isFoundByItsName() {
    assertThat(HashKind.named("", "SHA-512")).contains(HashKind.SHA_512);
    assertThat(HashKind.named("PBKDF2WithHmac", "PBKDF2WithHmacSHA1")).contains(HashKind.SHA_1);
    assertThat(HashKind.named("", "SHA1")).isEmpty();
    assertThat(HashKind.named("", "MD5")).isEmpty();
  }
}
