package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS in both directions on the JVM build, and what the native one says instead. */
class TlsTest {

  private static final String BEAN = "[{\"value\":{\"a:type=X\":{\"Count\":5}},\"status\":200}]";
  private static final String NO_TLS = "needs the JVM build: this binary has no TLS";

  @TempDir Path folder;

  private static String serverTls(Path certificate, Path key) {
    return "server: {tls: {enabled: true, cert_file: \"%s\", key_file: \"%s\"}}\n"
        .formatted(certificate, key);
  }

  @ParameterizedTest
  @EnumSource
  void servesWithEveryFormOfKey(Identity.Form form) throws Exception {
    Identity identity = Identity.make(folder, form.algorithm(), "first");
    Path key = identity.key(form);
    String config = serverTls(identity.certificate(), key) + "jolokia: {}\n";
    try (Served exporter = Served.start(config);
        HttpClient client = identity.client()) {
      assertThat(exporter.peer(client)).isEqualTo(identity.x509());
    }
  }

  @Test
  void showsANewCertificateWhenTheFilesChange() throws Exception {
    Identity first = Identity.make(folder, "RSA", "first");
    Identity second = Identity.make(folder, "RSA", "second");
    Path certificate = folder.resolve("served.pem");
    Path key = folder.resolve("served.key");
    Files.copy(first.certificate(), certificate);
    Files.copy(first.key(Identity.Form.PKCS8_RSA), key);
    try (Served exporter = Served.start(serverTls(certificate, key) + "jolokia: {}\n")) {
      try (HttpClient client = first.client()) {
        assertThat(exporter.peer(client)).isEqualTo(first.x509());
      }
      String cut = "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n";
      for (String unusable : List.of("half a file", cut)) {
        Files.writeString(key, unusable);
        try (HttpClient client = first.client()) {
          assertThat(exporter.peer(client)).as("the old one stays").isEqualTo(first.x509());
        }
      }
      Files.copy(second.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(second.key(Identity.Form.PKCS8_RSA), key, StandardCopyOption.REPLACE_EXISTING);
      try (HttpClient client = second.client()) {
        assertThat(exporter.peer(client)).isEqualTo(second.x509());
      }
    }
  }

  @Test
  void itsHealthCheckSpeaksTlsToo() throws Exception {
    Identity identity = Identity.make(folder, "EC", "first");
    Path key = identity.key(Identity.Form.PKCS8_EC);
    Path config = ConfigFile.of(serverTls(identity.certificate(), key) + "jolokia: {}\n");
    try (Served exporter = Served.start(config);
        HttpClient client = identity.client()) {
      assertThat(exporter.peer(client)).isEqualTo(identity.x509());
      // It has three seconds, which may be too few for the first handshake of a busy machine.
      long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      Ended check = run(Build.JVM, config, exporter.port(), "--healthcheck");
      while (check.exit() != 0 && System.nanoTime() < until) {
        check = run(Build.JVM, config, exporter.port(), "--healthcheck");
      }
      assertThat(check).isEqualTo(new Ended(0, "healthy\n"));
    }
  }

  @Test
  void servesWithTlsWhenAReloadSaysSo() throws Exception {
    Identity identity = Identity.make(folder, "EC", "first");
    Path config = ConfigFile.of("jolokia: {}\n");
    try (Served exporter = Served.start(config)) {
      exporter.awaitPlain();
      Path key = identity.key(Identity.Form.PKCS8_EC);
      Files.writeString(config, serverTls(identity.certificate(), key) + "jolokia: {}\n");
      try (HttpClient client = identity.client()) {
        assertThat(exporter.peer(client)).isEqualTo(identity.x509());
      }
    }
  }

  @Test
  void refusesAKeyThatDoesNotFitItsCertificate() throws Exception {
    Identity first = Identity.make(folder, "RSA", "first");
    Identity second = Identity.make(folder, "RSA", "second");
    Path key = second.key(Identity.Form.PKCS8_RSA);
    Ended ended = run(Build.JVM, serverTls(first.certificate(), key));
    assertThat(ended.exit()).isEqualTo(3);
    assertThat(ended.output()).contains(key + " does not fit the certificate");
    Ended missing = run(Build.JVM, serverTls(folder.resolve("none.pem"), key));
    assertThat(missing.exit()).isEqualTo(3);
    assertThat(missing.output()).contains("none.pem");
  }

  @Test
  void readsATargetWhoseCertificateItIsToldToTrust() throws Exception {
    Identity identity = Identity.make(folder, "EC", "target");
    HttpsServer target = target(identity);
    try {
      String url = "https://127.0.0.1:" + target.getAddress().getPort() + "/jolokia";
      String trusted = "tls: {ca_file: \"" + identity.certificate() + "\"}";
      assertThat(scraped(url, trusted)).contains("rjmx_up{target=\"127.0.0.1", "x_Count 5\n");
      assertThat(scraped(url, "tls: {insecure_skip_verify: true}")).contains("x_Count 5\n");
      assertThat(scraped(url, "retries: 0"))
          .containsPattern("(?m)^rjmx_up\\{.*} 0$")
          .doesNotContain("x_Count");
    } finally {
      target.stop(0);
    }
  }

  @Test
  void theNativeBuildSaysAtItsStartThatItCannotServeTls() throws Exception {
    Ended ended = run(Build.NATIVE, serverTls(Path.of("a.pem"), Path.of("a.key")));
    assertThat(ended.exit()).isEqualTo(3);
    assertThat(ended.output()).contains("server.tls " + NO_TLS);
  }

  @Test
  void theNativeBuildSaysAtItsStartThatItCannotReadATargetWithTls() throws Exception {
    Path config = ConfigFile.of("jolokia: {url: \"https://127.0.0.1:1/jolokia\"}\n");
    try (RunningExporter exporter = RunningExporter.start(Build.NATIVE, config, Map.of())) {
      assertThat(exporter.log()).contains("https " + NO_TLS);
      assertThat(exporter.metrics()).containsPattern("(?m)^rjmx_up\\{.*} 0$");
    }
  }

  private static HttpsServer target(Identity identity) throws Exception {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpsServer server = HttpsServer.create(anywhere, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity.serverContext()));
    byte[] answer = BEAN.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String scraped(String url, String more) throws Exception {
    String config =
        """
        jolokia: {url: "%s", timeout_ms: 60000, connect_timeout_ms: 60000, %s}
        whitelistObjectNames: ["a:*"]
        rules: [{pattern: '^a<[^>]*><(\\w+)>$', name: x_$1}]
        """
            .formatted(url, more);
    try (RunningExporter exporter =
        RunningExporter.start(Build.JVM, ConfigFile.of(config), Map.of())) {
      return exporter.metrics();
    }
  }

  /** The JVM build behind https. */
  private record Served(Process process, int port) implements AutoCloseable {

    static Served start(String config) throws IOException {
      return start(ConfigFile.of(config));
    }

    static Served start(Path config) throws IOException {
      int port = RunningExporter.freePort();
      return new Served(launch(Build.JVM, config, port), port);
    }

    void awaitPlain() throws Exception {
      long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (true) {
        try {
          new Socket(InetAddress.getLoopbackAddress(), port).close();
          return;
        } catch (ConnectException notYet) {
          assertThat(System.nanoTime()).isLessThan(until);
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
    }

    /** The certificate of the one who answers. */
    X509Certificate peer(HttpClient client) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/health"))
              .timeout(Duration.ofMinutes(1))
              .build();
      long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (true) {
        try {
          HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
          assertThat(answer.statusCode()).isEqualTo(200);
          return (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
        } catch (ConnectException | SSLException notYet) {
          assertThat(process.isAlive()).isTrue();
          assertThat(System.nanoTime()).isLessThan(until);
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  private record Ended(int exit, String output) {}

  private static Ended run(Build build, String config) throws Exception {
    return run(build, ConfigFile.of(config), RunningExporter.freePort());
  }

  private static Ended run(Build build, Path config, int port, String... more) throws Exception {
    Process process = launch(build, config, port, more);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), output);
  }

  private static Process launch(Build build, Path config, int port, String... more)
      throws IOException {
    List<String> command = new ArrayList<>(build.command());
    command.addAll(List.of(more));
    command.addAll(
        List.of("-c", config.toString(), "-p", "" + port, "--bind-address", "127.0.0.1"));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
