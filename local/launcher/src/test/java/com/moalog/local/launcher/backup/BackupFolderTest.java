package com.moalog.local.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFolderTest {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  @TempDir Path place;

  private BackupFolder folder() {
    return new BackupFolder(place.resolve("backups"));
  }

  private Path add(Instant when, String content) throws Exception {
    return folder().add(when, draft -> Files.writeString(draft.resolve("dump"), content));
  }

  @Test
  void findsTheLatestAndAnyOtherByItsName() throws Exception {
    Path first = add(NOON, "first");
    Path second = add(NOON.plusSeconds(1), "second");
    assertThat(folder().choose("")).isEqualTo(second);
    assertThat(folder().choose("20260501T120000Z")).isEqualTo(first);
    assertThatThrownBy(() -> folder().choose("20250501T120000Z"))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("there are 20260501T120000Z, 20260501T120001Z");
  }

  @Test
  void saysSoWhenThereIsNone() {
    assertThatThrownBy(() -> folder().choose("")).hasMessageContaining("./moalog backup");
  }

  @Test
  void anAttemptThatFailsIsNoBackupAndIsSweptAwayByTheNext() throws Exception {
    Path good = add(NOON, "good");
    assertThatThrownBy(() ->
            folder()
                .add(
                    NOON.plusSeconds(1),
                    draft -> {
                      Files.writeString(draft.resolve("dump"), "half");
                      throw new BackupException("killed");
                    }))
        .hasMessage("killed");
    assertThat(folder().choose("")).isEqualTo(good);
    add(NOON.plusSeconds(2), "next");
    assertThat(place.resolve("backups"))
        .isDirectoryContaining("glob:**/20260501T120000Z")
        .isDirectoryContaining("glob:**/20260501T120002Z")
        .isDirectoryNotContaining("glob:**unfinished");
  }

  @Test
  void doesNotBelieveDamage() throws Exception {
    Path backup = add(NOON, "content");
    Files.writeString(backup.resolve("dump"), "contenT");
    assertThatThrownBy(() -> folder().choose("")).hasMessageContaining("damaged");
    Files.delete(backup.resolve("dump"));
    assertThatThrownBy(() -> folder().choose("")).hasMessageContaining("damaged");
    Files.delete(backup.resolve(BackupFolder.SUMS));
    assertThatThrownBy(() -> folder().choose("")).hasMessageContaining("no SHA256SUMS");
  }

  @Test
  void overwritesNothing() throws Exception {
    add(NOON, "one");
    assertThatThrownBy(() -> add(NOON, "two")).hasMessageContaining("exists already");
  }
}
