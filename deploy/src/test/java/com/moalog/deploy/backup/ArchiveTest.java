package com.moalog.deploy.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.Shell;
import com.moalog.local.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The part of the backup scripts that is not the database's own tools. */
class ArchiveTest {

  private static final Path ARCHIVE = Repository.root().resolve("deploy/backup/archive");

  @TempDir Path backups;

  private Shell.Ended sh(String script, Map<String, String> variables) throws Exception {
    Map<String, String> all = new HashMap<>(variables);
    all.put("BACKUPS", backups.toString());
    return Shell.run(backups, all, "sh", "-euc", ". " + ARCHIVE + "\n" + script, "backup");
  }

  /** A finished backup of that name with one file. */
  private void make(String name, String content) throws Exception {
    Shell.Ended made =
        sh(
            "begin; rm -rf \"$draft\"; name="
                + name
                + "; draft=$backups/$name.partial; mkdir \"$draft\"; printf '"
                + content
                + "' >\"$draft/dump\"; finish",
            Map.of("KEEP", "3"));
    assertThat(made.exit()).as(made.err()).isZero();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> folders = Files.list(backups)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  private Shell.Ended choose(String wanted) throws Exception {
    return sh("choose; printf '%s' \"${chosen##*/}\"", Map.of("BACKUP", wanted));
  }

  @Test
  void findsTheLatestAndAnyOtherByName() throws Exception {
    make("20260101T000000Z", "one");
    make("20260102T000000Z", "two");
    assertThat(choose("latest").out()).isEqualTo("20260102T000000Z");
    assertThat(choose("20260101T000000Z").out()).isEqualTo("20260101T000000Z");
    assertThat(choose("20250101T000000Z").exit()).isEqualTo(1);
  }

  @Test
  void keepsAsManyAsItIsTold() throws Exception {
    for (int day = 1; day <= 5; day++) {
      make("2026010" + day + "T000000Z", "day");
    }
    assertThat(names()).containsExactly("20260103T000000Z", "20260104T000000Z", "20260105T000000Z");
  }

  @Test
  void anUnfinishedBackupIsNoneAndIsSweptAway() throws Exception {
    make("20260101T000000Z", "one");
    assertThat(sh("begin; printf half >\"$draft/dump\"; exit 9", Map.of()).exit()).isEqualTo(9);
    assertThat(names()).anyMatch(name -> name.endsWith(".partial"));
    assertThat(choose("latest").out()).isEqualTo("20260101T000000Z");
    make("20260102T000000Z", "two");
    assertThat(names()).containsExactly("20260101T000000Z", "20260102T000000Z");
  }

  @Test
  void doesNotBelieveADamagedBackup() throws Exception {
    make("20260101T000000Z", "one");
    Files.writeString(backups.resolve("20260101T000000Z/dump"), "0ne");
    Shell.Ended refused = choose("latest");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("damaged");
  }

  @Test
  void saysSoWhenThereIsNone() throws Exception {
    assertThat(choose("latest").err()).contains("there is no backup");
  }

  @Test
  void replacesNothingUnlessItIsForced() throws Exception {
    assertThat(sh("require_empty 0", Map.of()).exit()).isZero();
    Shell.Ended refused = sh("require_empty 7", Map.of());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("7 tables");
    assertThat(sh("require_empty 7", Map.of("FORCE", "true")).exit()).isZero();
  }
}
