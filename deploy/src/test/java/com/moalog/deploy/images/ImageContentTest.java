package com.moalog.deploy.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.Shell;
import com.moalog.local.servers.Repository;
import com.moalog.local.servers.TestServers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts that the images are made of, run on this machine. */
class ImageContentTest {

  private static final Path IMAGES = Repository.root().resolve("deploy/images");

  @ParameterizedTest
  @CsvSource({"200, 0", "204, 0", "404, 1", "503, 1"})
  void theHealthCheckBelievesTheStatusAlone(int status, int exit) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    byte[] misleading =
        "{\"status\":\"unhealthy or healthy 200\"}".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(status, status == 204 ? -1 : misleading.length);
          if (status != 204) {
            exchange.getResponseBody().write(misleading);
          }
          exchange.close();
        });
    server.start();
    try {
      String port = Integer.toString(server.getAddress().getPort());
      assertThat(healthcheck(port, "/health").exit()).isEqualTo(exit);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theHealthCheckFailsWhereNobodyListens() throws Exception {
    assertThat(healthcheck(Integer.toString(TestServers.freePort()), "/").exit()).isEqualTo(1);
  }

  private static Shell.Ended healthcheck(String port, String path) throws Exception {
    return Shell.run(IMAGES, Map.of(), "./healthcheck", port, path);
  }

  /** The build leaves the page out where Node.js is missing, which must not end in an image. */
  @Test
  void refusesAServerWithoutItsPage(@TempDir Path root) throws Exception {
    Path images = Files.createDirectories(root.resolve("deploy/images"));
    Files.copy(IMAGES.resolve("assemble"), images.resolve("assemble"));
    Path java = Files.createDirectories(root.resolve("image/java/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Path target = Files.createDirectories(root.resolve("moalog-server/target"));
    try (ZipOutputStream jar =
        new ZipOutputStream(Files.newOutputStream(target.resolve("moalog-server.jar")))) {
      jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
    }
    Shell.Ended made =
        Shell.run(
            images,
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            "./assemble",
            "moalog-server",
            root.resolve("image").toString());
    assertThat(made.exit()).isEqualTo(1);
    assertThat(made.err()).contains("web/files.txt", "Node.js");
    assertThat(root.resolve("image/app")).doesNotExist();
  }

  @Test
  void theStartPassesOnWhatTheEnvironmentSays(@TempDir Path image) throws Exception {
    Path app = startable(image);
    assertThat(start(app, Map.of()).out())
        .contains("port=8778", "host=0.0.0.0", "policyLocation=file:///")
        .doesNotContain("user=")
        .endsWith("\n-jar\n" + app.resolve("app.jar") + "\n");
    Map<String, String> all =
        Map.of(
            "JAVA_OPTS", "-Xmx64m  -Dpattern=*",
            "JOLOKIA_HOST", "127.0.0.1",
            "JOLOKIA_PORT", "9999",
            "JOLOKIA_USER", "reader",
            "JOLOKIA_PASSWORD", " a,b\\c=d",
            "TMPDIR", image.toString());
    String told = start(app, all).out();
    assertThat(told)
        .contains("host=127.0.0.1,port=9999,config=" + image)
        .contains("\n-Xmx64m\n-Dpattern=*\n-jar\n")
        .doesNotContain("reader", "a,b", "c=d");
    Path login =
        Path.of(
            told.lines()
                .filter(line -> line.contains(",config="))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*,config=", ""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(login)))
        .isEqualTo("rw-------");
    Properties properties = new Properties();
    try (InputStream content = Files.newInputStream(login)) {
      properties.load(content);
    }
    assertThat(properties).isEqualTo(Map.of("user", "reader", "password", " a,b\\c=d"));
    assertThat(start(app, Map.of("JOLOKIA_ENABLED", "false")).out()).doesNotContain("-javaagent");
    assertThat(start(app, Map.of("JOLOKIA_ENABLED", "no")).err()).contains("true or false");
    assertThat(start(app, Map.of("JOLOKIA_USER", "reader")).err()).contains("JOLOKIA_PASSWORD");
    Files.delete(app.resolve("lib/jolokia-agent.jar"));
    assertThat(start(app, Map.of()).out()).doesNotContain("-javaagent");
  }

  /** An image whose JVM only tells what it was given. */
  private static Path startable(Path image) throws IOException {
    Path java = Files.createDirectories(image.resolve("java/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Path app = image.resolve("app");
    Files.createFile(Files.createDirectories(app.resolve("lib")).resolve("jolokia-agent.jar"));
    Files.copy(IMAGES.resolve("start"), app.resolve("start"));
    return app;
  }

  private static Shell.Ended start(Path app, Map<String, String> environment) throws Exception {
    return Shell.run(app, environment, "./start");
  }

  /** The runtime of the images starts a service from its cache, trained with Jolokia's agent. */
  @Test
  void theRuntimeStartsAServiceFromItsCache(@TempDir Path image) throws Exception {
    Map<String, String> jdk =
        Map.of("JAVA_HOME", System.getProperty("java.home"), "MOALOG_TRAINING_SECONDS", "180");
    for (String step : new String[] {"runtime", "rate-limiter"}) {
      Shell.Ended made = Shell.run(IMAGES, jdk, "./assemble", step, image.toString());
      assertThat(made.exit()).as(made.err()).isZero();
    }
    Path app = image.resolve("app");
    assertThat(app.resolve("app.aot")).isRegularFile();
    assertThat(app.resolve("jolokia-access.xml")).isRegularFile();
    assertThat(app.resolve("lib/jolokia-agent.jar")).isRegularFile();
    // Another place than where it was trained, as in the image.
    Path moved = Files.move(app, image.resolve("moved"));
    // A cache that does not fit ends this JVM before the service can complain about its port.
    Shell.Ended started =
        Shell.run(
            moved,
            Map.of(
                "SERVER_PORT",
                "none",
                "JAVA_OPTS",
                "-XX:AOTMode=on",
                "JOLOKIA_HOST",
                "127.0.0.1",
                "JOLOKIA_PORT",
                Integer.toString(TestServers.freePort())),
            "./start");
    assertThat(started.exit()).isEqualTo(1);
    assertThat(started.out() + started.err())
        .contains("Cannot start: server.port")
        .doesNotContain("[aot]");
  }
}
