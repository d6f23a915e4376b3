package com.moalog.rjmx.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small program that does what each repair is for. With all repairs it works; with one of them
 * missing it does not, so that nobody keeps a repair which a new compiler no longer needs.
 */
class EachRepairIsNeededTest {

  private static final List<String> QUICK_TO_COMPILE = List.of("-no-pie", "-O0");
  private static final long MOST_PAGES = 2_500;

  @TempDir static Path folder;

  private static Path translated;

  @BeforeAll
  static void translate() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String classPath = System.getProperty("java.class.path");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "21",
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                classPath,
                "src/test/resources/probe/Probe.java");
    assertThat(result).isZero();
    List<File> entries = new ArrayList<>(List.of(classes.toFile()));
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      entries.add(new File(entry));
    }
    translated = Files.createDirectories(folder.resolve("c"));
    new JavaToC(entries, "Probe").translate(translated);
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
    Program whole = program("whole", null);
    assertThat(whole.run("clones")).isEqualTo("ok\n");
    assertThat(whole.run("fragments")).isEqualTo("ok\n");
    assertThat(pages(whole)).isLessThan(MOST_PAGES);
  }

  private static long pages(Program program) throws Exception {
    String said = program.run("pages");
    assertThat(said).startsWith("ok ");
    return Long.parseLong(said.substring(3).strip());
  }

  /** The program in C with all repairs but one. */
  private static Program program(String name, @Nullable Repair missing) throws Exception {
    Path sources = folder.resolve(name);
    copy(translated, sources);
    for (Repair repair : Repair.ALL) {
      if (!repair.equals(missing)) {
        repair.apply(sources);
      }
    }
    Path binary = folder.resolve(name + "-program");
    new CToBinary(Path.of("gcc"), QUICK_TO_COMPILE).compile(sources.resolve("all.c"), binary);
    return new Program(binary);
  }

  private record Program(Path binary) {
    String run(String what) throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder(binary.toString(), what)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return said;
    }
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
