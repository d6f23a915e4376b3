package com.moalog.rjmx.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK gets back what was put in. */
class GzipTest {

  private final Gzip gzip = new Gzip();

  private byte[] throughTheJdk(byte[] bytes) throws IOException {
    Bytes compressed = gzip.compress(new Bytes(bytes.length).add(bytes, 0, bytes.length));
    byte[] file = new byte[compressed.size()];
    System.arraycopy(compressed.array(), 0, file, 0, file.length);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 257, 258, 259, 300, 32_767, 32_768, 32_769, 32_772, 70_000})
  void anySizeComesBack(int size) throws IOException {
    byte[] same = new byte[size];
    assertThat(throughTheJdk(same)).isEqualTo(same);
    byte[] noise = new byte[size];
    new SplittableRandom(size).nextBytes(noise);
    assertThat(throughTheJdk(noise)).isEqualTo(noise);
    byte[] far = new byte[size];
    System.arraycopy(noise, 0, far, 0, Math.min(40, size));
    System.arraycopy(noise, 0, far, Math.max(0, size - 40), Math.min(40, size));
    assertThat(throughTheJdk(far)).isEqualTo(far);
  }

  @Test
  void everyLengthAndDistanceComesBack() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 400; i++) {
      byte[] text = new byte[random.nextInt(1, 40_000)];
      int letters = random.nextInt(1, 60);
      for (int at = 0; at < text.length; ) {
        int length = Math.min(text.length - at, random.nextInt(1, 300));
        if (at > 0 && random.nextBoolean()) {
          int from = random.nextInt(at);
          for (int k = 0; k < length; k++) {
            text[at + k] = text[from + k];
          }
        } else {
          for (int k = 0; k < length; k++) {
            text[at + k] = (byte) random.nextInt(letters);
          }
        }
        at += length;
      }
      assertThat(throughTheJdk(text)).isEqualTo(text);
    }
  }

  @Test
  void metricsShrinkToAFraction() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("app_pool_active{pool=\"pool-")
          .append(i)
          .append("\"} ")
          .append(i * 37)
          .append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    Bytes compressed = gzip.compress(new Bytes(bytes.length).add(bytes, 0, bytes.length));
    assertThat(compressed.size()).isLessThan(bytes.length / 4);
  }
}
