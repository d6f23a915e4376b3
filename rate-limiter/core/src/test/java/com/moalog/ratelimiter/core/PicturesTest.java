package com.moalog.ratelimiter.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.ratelimiter.core.model.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pictures of the README are what the algorithms do. After a change of them {@code
 * -Dlimiter.pictures.draw=true} draws them anew.
 */
class PicturesTest {

  private static final Path FOLDER = Path.of("..", "docs");
  private static final boolean DRAW = Boolean.getBoolean("limiter.pictures.draw");

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void showWhatTheAlgorithmsDo(Algorithm algorithm) throws IOException {
    Path file = FOLDER.resolve(algorithm.name().toLowerCase(Locale.ROOT) + ".svg");
    String drawn = new Picture(algorithm).svg();
    if (DRAW) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, drawn);
    }
    assertThat(file).content().isEqualTo(drawn);
  }
}
