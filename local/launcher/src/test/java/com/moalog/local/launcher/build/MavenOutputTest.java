package com.moalog.local.launcher.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.launcher.build.MavenOutput.Event;
import org.junit.jupiter.api.Test;

class MavenOutputTest {

  private final MavenOutput output = new MavenOutput();

  @Test
  void countsModules() {
    assertThat(
            output.read("[INFO] Building Local: real servers 0.1.0-SNAPSHOT               [3/12]"))
        .isEqualTo(new Event.ModuleStarted("Local: real servers", 3, 12));
    assertThat(output.read("[INFO] Building jar: /x/target/sandbox.jar"))
        .isEqualTo(new Event.Noise());
  }

  @Test
  void countsDownloads() {
    output.read("Downloaded from central: https://example.org/a.pom (1 kB at 2 kB/s)");
    assertThat(output.read("[INFO] Downloaded from central: https://example.org/b.jar (1 kB)"))
        .isEqualTo(new Event.Download(2));
  }

  @Test
  void namesTheModuleAndTheFirstErrorThatSaysSomething() {
    output.read("[INFO] Building Sandbox 0.1.0-SNAPSHOT                              [10/12]");
    output.read("[ERROR] COMPILATION ERROR : ");
    output.read("[ERROR] /src/Toss.java:[3,8] cannot find symbol");
    output.read("[ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin");
    assertThat(output.firstFault()).hasValue("Sandbox: /src/Toss.java:[3,8] cannot find symbol");
  }

  @Test
  void namesTheWarningThatBrokeTheBuild() {
    output.read("[INFO] Building Sandbox 0.1.0-SNAPSHOT                              [10/12]");
    output.read("[WARNING] /src/Toss.java:[7,1] [UnusedVariable] never read");
    output.read("[ERROR] COMPILATION ERROR : ");
    output.read("[ERROR] warnings found and -Werror specified");
    assertThat(output.firstFault())
        .hasValue("Sandbox: /src/Toss.java:[7,1] [UnusedVariable] never read");
  }

  @Test
  void recognisesTheResultOfATestClass() {
    String line = "[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0 -- in com.moalog.Some";
    assertThat(output.read(line)).isEqualTo(new Event.TestClass(line));
    assertThat(output.read("[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0"))
        .isEqualTo(new Event.Noise());
    assertThat(output.firstFault()).isEmpty();
  }
}
