package com.moalog.local.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir private Path folder;
  private Path log;
  private LogTail tail;

  @BeforeEach
  void writeALog() throws IOException {
    log = folder.resolve("redis.log");
    Files.writeString(log, "one\n두 번째\nthree\n");
    tail = new LogTail(log, "redis | ");
  }

  @Test
  void showsTheLastLines() throws IOException {
    assertThat(tail.last(0)).isEmpty();
    assertThat(tail.last(2)).containsExactly("redis | 두 번째", "redis | three");
    assertThat(tail.last(10)).hasSize(3);
  }

  @Test
  void goesOnWithWholeLinesOnly() throws IOException {
    tail.last(1);
    append("네 번째\nfi");
    assertThat(tail.added()).containsExactly("redis | 네 번째");
    assertThat(tail.added()).isEmpty();
    append("ve\n");
    assertThat(tail.added()).containsExactly("redis | five");
  }

  @Test
  void readsALogThatWasCutFromItsStart() throws IOException {
    tail.last(1);
    Files.writeString(log, "new\n");
    assertThat(tail.added()).containsExactly("redis | new");
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.APPEND);
  }
}
