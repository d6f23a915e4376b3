package com.moalog.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

  @TempDir private Path folder;

  @Test
  void aClientTrustsTheValidOneAndRefusesTheExpiredOne() throws Exception {
    HttpServer plain =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    plain.createContext(
        "/",
        exchange -> {
          byte[] body = "paid".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    plain.start();
    Certificates certificates = Certificates.make(folder);
    int port = plain.getAddress().getPort();
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(certificates)).build();
        TlsFront valid = new TlsFront(port, certificates.valid(), Certificates.PASSWORD);
        TlsFront expired = new TlsFront(port, certificates.expired(), Certificates.PASSWORD)) {
      assertThat(client.send(to(valid), BodyHandlers.ofString()).body()).isEqualTo("paid");
      assertThatThrownBy(() -> client.send(to(expired), BodyHandlers.ofString()))
          .isInstanceOf(SSLHandshakeException.class)
          .hasStackTraceContaining("CertificateExpiredException");
    } finally {
      plain.stop(0);
    }
  }

  private static HttpRequest to(TlsFront front) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + front.port() + "/")).build();
  }

  private static SSLContext trusting(Certificates certificates) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificates.trusted())) {
      store.load(in, Certificates.PASSWORD.toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
