package com.moalog.local.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {

  @Test
  void namesEveryLineThatIsNoAssignment() {
    assertThatThrownBy(() -> EnvFile.parse(".env", "A=1\nwhat is this\n2B=3\n"))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.faults())
                    .containsExactly(
                        ".env line 2: expected NAME=value", ".env line 3: expected NAME=value"));
  }

  @Test
  void refusesAnOpenQuote() {
    assertThatThrownBy(() -> EnvFile.parse(".env", "A=\"never closed"))
        .hasMessage(".env line 1: the quote is not closed");
    assertThatThrownBy(() -> EnvFile.parse(".env", "A='never closed\""))
        .hasMessage(".env line 1: the quote is not closed");
  }

  @Test
  void readsPlainQuotedAndCommentedValues() throws SettingsException {
    String text =
        """
        # a comment

        PLAIN=value
        EMPTY=
        EMPTY_WITH_COMMENT=   # nothing
        export EXPORTED=yes
        SPACED = around
        COMMENTED=8090   # the port
        HASH=a#b
        SINGLE='raw $X \\n # kept'   # comment
        DOUBLE="line\\nnext \\"quoted\\" \\\\"
        PLAIN=wins
        """;
    assertThat(EnvFile.parse(".env", text))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "PLAIN", "wins",
                "EMPTY", "",
                "EMPTY_WITH_COMMENT", "",
                "EXPORTED", "yes",
                "SPACED", "around",
                "COMMENTED", "8090",
                "HASH", "a#b",
                "SINGLE", "raw $X \\n # kept",
                "DOUBLE", "line\nnext \"quoted\" \\"));
  }

  @Test
  void takesAFileUpToTheLimitAndNoLarger(@TempDir Path directory)
      throws IOException, SettingsException {
    Path file = directory.resolve(".env");
    String comment = "#".repeat(EnvFile.MAX_BYTES - 5) + "\nA=1\n";
    Files.writeString(file, comment);
    assertThat(EnvFile.read(file)).containsEntry("A", "1");

    Files.writeString(file, comment + "\n");
    assertThatThrownBy(() -> EnvFile.read(file)).hasMessageContaining("larger than");
  }

  @Test
  void aMissingFileHasNoVariables(@TempDir Path directory) throws IOException, SettingsException {
    assertThat(EnvFile.read(directory.resolve(".env"))).isEmpty();
  }
}
