package com.moalog.deploy.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.Shell;
import com.moalog.local.servers.Repository;
import com.moalog.local.servers.TestServers;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
            Map.of("SERVER_PORT", "none"),
            image.resolve("java/bin/java").toString(),
            "-XX:AOTCache=app.aot",
            "-XX:AOTMode=on",
            "@java.options",
            "-javaagent:lib/jolokia-agent.jar=host=127.0.0.1,port="
                + TestServers.freePort()
                + ",discoveryEnabled=false",
            "-jar",
            "app.jar");
    assertThat(started.exit()).isEqualTo(1);
    assertThat(started.out() + started.err())
        .contains("Cannot start: server.port")
        .doesNotContain("[aot]");
  }
}
