package com.moalog.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.chaos.http.Http;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ScramblerTest {

  @Test
  void deliversEverythingTwiceWithItsHeadersInAnotherOrder() throws Exception {
    List<String> arrived = new CopyOnWriteArrayList<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          arrived.add(
              Objects.requireNonNull(exchange.getRequestHeaders().getFirst("X-Signature")) + body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    try (Scrambler scrambler = new Scrambler(receiver.getAddress().getPort(), 1)) {
      URI address = URI.create("http://127.0.0.1:" + scrambler.port() + "/hook");
      Http http = new Http();
      List<String> sent = List.of("가", "b", "c", "d", "e");
      for (String word : sent) {
        assertThat(http.post(address, Map.of("X-Signature", "s-"), word).status()).isEqualTo(200);
      }
      await().until(() -> scrambler.delivered() == sent.size() * 2);
      assertThat(arrived)
          .containsExactlyInAnyOrder(
              "s-가", "s-가", "s-b", "s-b", "s-c", "s-c", "s-d", "s-d", "s-e", "s-e");
      assertThat(scrambler.accepted()).isEqualTo(sent.size());
    } finally {
      receiver.stop(0);
    }
  }
}
