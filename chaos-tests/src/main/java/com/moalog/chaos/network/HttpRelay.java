package com.moalog.chaos.network;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Sends a request on as it came. Thread-safe. */
final class HttpRelay implements AutoCloseable {

  private static final Set<String> NOT_COPIED =
      Set.of("host", "connection", "content-length", "upgrade", "http2-settings", "expect");

  private final URI service;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * A request that can be sent several times.
   *
   * @param body one character for each byte
   */
  record Parcel(String method, URI path, Map<String, List<String>> headers, String body) {

    static Parcel of(HttpExchange exchange) throws IOException {
      return new Parcel(
          exchange.getRequestMethod(),
          exchange.getRequestURI(),
          Map.copyOf(exchange.getRequestHeaders()),
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
    }
  }

  HttpRelay(int servicePort) {
    service = URI.create("http://127.0.0.1:" + servicePort);
  }

  HttpResponse<byte[]> send(Parcel parcel) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(parcel.path()))
            .method(
                parcel.method(),
                BodyPublishers.ofString(parcel.body(), StandardCharsets.ISO_8859_1));
    parcel
        .headers()
        .forEach((name, values) -> {
          if (!NOT_COPIED.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
