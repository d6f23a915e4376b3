package com.moalog.rjmx.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small program that does what each repair is for. With all repairs it works; with one of them
 * missing it does not, so that nobody keeps a repair which a new compiler no longer needs.
 */
class EachRepairIsNeededTest {

  private static final long MOST_PAGES = 2_500;

  @TempDir static Path folder;

  private static Path translated;

  @BeforeAll
  static void translate() throws Exception {
    translated = Files.createDirectories(folder.resolve("c"));
    Probes.translate("probe/Probe.java", "Probe", folder.resolve("classes"), translated);
  }

  @Test
  void copiesOfPrimitiveArraysWriteOverTheirNeighboursWithoutTheRepair() throws Exception {
    assertThat(program("without-clones", Repair.CLONED_ARRAYS).run("clones")).doesNotContain("ok");
  }

  @Test
  void aHeapOfHolesEndsTheProgramWithoutTheRepair() throws Exception {
    assertThat(program("without-area", Repair.WORK_AREA).run("fragments")).doesNotContain("ok");
  }

  @Test
  void aHeapThatHasShrunkKeepsItsPagesWithoutTheRepair() throws Exception {
    assertThat(pages(program("without-pages", Repair.FREED_PAGES))).isGreaterThan(MOST_PAGES);
  }

  @Test
  void withAllRepairsEverythingWorks() throws Exception {
    Probes.Program whole = program("whole", null);
    assertThat(whole.run("clones")).isEqualTo("ok\n");
    assertThat(whole.run("fragments")).isEqualTo("ok\n");
    assertThat(pages(whole)).isLessThan(MOST_PAGES);
  }

  private static long pages(Probes.Program program) throws Exception {
    String said = program.run("pages");
    assertThat(said).startsWith("ok ");
    return Long.parseLong(said.substring(3).strip());
  }

  /** The program in C with all repairs but one. */
  private static Probes.Program program(String name, @Nullable Repair missing) throws Exception {
    Path sources = folder.resolve(name);
    copy(translated, sources);
    return Probes.compile(sources, folder.resolve(name + "-program"), missing);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
