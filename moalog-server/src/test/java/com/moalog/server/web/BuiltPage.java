package com.moalog.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Whether this build has the page. Only a machine without Node.js may do without it. */
final class BuiltPage {

  private BuiltPage() {}

  /** Skips the test where the page cannot be built, and fails where it should have been. */
  static void require() {
    assumeTrue(isOnPath("node") && isOnPath("npm"), "Node.js and npm are not installed");
    assertThat(WebFiles.ofThisBuild().paths()).contains("/index.html");
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
