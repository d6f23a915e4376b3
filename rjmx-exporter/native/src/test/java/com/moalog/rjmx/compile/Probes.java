package com.moalog.rjmx.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Small programs in the test resources that are compiled as the exporter is. */
final class Probes {

  private static final List<String> QUICK_TO_COMPILE = List.of("-no-pie", "-O0");

  private Probes() {}

  /** Translates a program to C. */
  static void translate(String source, String mainClass, Path classes, Path translated)
      throws Exception {
    String classPath = System.getProperty("java.class.path");
    String target = Files.createDirectories(classes).toString();
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
                target,
                "-cp",
                classPath,
                "src/test/resources/" + source);
    assertThat(result).isZero();
    List<File> entries = new ArrayList<>(List.of(classes.toFile()));
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      entries.add(new File(entry));
    }
    new JavaToC(entries, mainClass).translate(translated);
  }

  /** Compiles what was translated, with all repairs but one. */
  static Program compile(Path translated, Path binary, @Nullable Repair missing) throws Exception {
    for (Repair repair : Repair.ALL) {
      if (!repair.equals(missing)) {
        repair.apply(translated);
      }
    }
    new CToBinary(Path.of("gcc"), QUICK_TO_COMPILE).compile(translated.resolve("all.c"), binary);
    return new Program(binary);
  }

  /** A program that is ready to run. */
  record Program(Path binary) {

    /** What it prints. */
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
}
