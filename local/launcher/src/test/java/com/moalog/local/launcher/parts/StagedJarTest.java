package com.moalog.local.launcher.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedJarTest {

  @TempDir private Path folder;
  private Path built;
  private StagedJar jar;

  @BeforeEach
  void build() throws IOException {
    built = folder.resolve("target/service.jar");
    Files.createDirectories(folder.resolve("target/lib"));
    Files.writeString(built, "one");
    Files.writeString(folder.resolve("target/lib/library.jar"), "library");
    jar = new StagedJar(built, folder.resolve("staged/service"));
  }

  @Test
  void saysWhatToDoWhenNothingWasBuilt() throws IOException {
    Files.delete(built);
    assertThatThrownBy(jar::stage).hasMessage(built + " is not built: run ./moalog build");
  }

  @Test
  void theCopyIsGoodEnoughWhileABuildHasDeletedTheOriginal() throws IOException {
    jar.stage();
    Files.delete(built);
    jar.stage();
    assertThat(jar.staged()).hasContent("one");
  }

  @Test
  void copiesTheJarAndItsLibraries() throws IOException {
    assertThat(jar.isCurrent()).isFalse();
    jar.stage();
    assertThat(jar.staged()).hasContent("one");
    assertThat(jar.directory().resolve("lib/library.jar")).hasContent("library");
    assertThat(jar.isCurrent()).isTrue();
  }

  @Test
  void aNewBuildReplacesTheCopyAndForgetsOldLibraries() throws IOException {
    jar.stage();
    Files.writeString(built, "two!");
    Files.delete(folder.resolve("target/lib/library.jar"));
    assertThat(jar.isCurrent()).isFalse();
    assertThat(jar.staged()).hasContent("one");

    jar.stage();
    assertThat(jar.staged()).hasContent("two!");
    assertThat(jar.directory().resolve("lib")).isEmptyDirectory();
  }

  @Test
  void aCopyThatWasCutOffIsMadeAgain() throws IOException {
    jar.stage();
    Files.delete(jar.staged());
    jar.stage();
    assertThat(jar.isCurrent()).isTrue();
  }
}
