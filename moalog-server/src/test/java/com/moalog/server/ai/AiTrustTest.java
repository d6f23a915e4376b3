package com.moalog.server.ai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.sandbox.SandboxServer;
import com.moalog.sandbox.SandboxSettings;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AiTrustTest {

  /** Between server and sandbox: sees what goes over the wire. */
  private static final class Wire implements AutoCloseable {

    final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer listener;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI target;

    Wire(URI target) throws IOException {
      this.target = target;
      listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
      listener.createContext("/", this::pass);
      listener.start();
    }

    String address() {
      return "http://127.0.0.1:" + listener.getAddress().getPort() + "/v1";
    }

    private void pass(HttpExchange exchange) throws IOException {
      try (exchange) {
        byte[] body = exchange.getRequestBody().readAllBytes();
        bodies.add(new String(body, UTF_8));
        HttpRequest request =
            HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().getPath()))
                .header("Authorization", "Bearer a key")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      listener.stop(0);
      http.close();
    }
  }

  /** One request for a small team; batches and an overview for one that is larger. */
  @ParameterizedTest
  @ValueSource(ints = {2, 12})
  void showsByteForByteWhatIsSent(int size) throws IOException {
    try (SandboxServer sandbox = SandboxServer.start(SandboxSettings.forTests());
        Wire wire = new Wire(sandbox.address());
        TestServer server =
            TestServer.start(
                Map.of("OPENAI_API_KEY", "a key", "OPENAI_BASE_URL", wire.address()))) {
      Retro retro = new Retro(server);
      Person owner = server.people().newcomer();
      Retro.Room room = retro.room(owner, "Seen");
      long id = retro.retrospect(owner, room, "P");
      for (int member = 0; member < size; member++) {
        Person person = server.people().newcomer();
        retro.join(person, room);
        retro.participate(person, id);
        retro.submit(person, id, "배포가 느렸다고 " + owner.nickname() + " 말했다");
      }
      ApiClient asOwner = server.people().as(owner).with("Accept-Language", "ko");
      String path = "/api/v1/retrospects/" + id + "/analysis";
      JsonNode preview = asOwner.get(path + "/preview").success();
      assertThat(wire.bodies).as("looking sends nothing").isEmpty();
      assertThat(preview.path("leavesThisServer").asBoolean()).isTrue();
      assertThat(preview.path("messages").size()).isGreaterThanOrEqualTo(2);
      asOwner.post(path).success();
      assertThat(preview.path("bodies").valueStream().map(JsonNode::asString))
          .containsExactlyElementsOf(wire.bodies);
      assertThat(wire.bodies).hasSize(size <= 10 ? 1 : 3);
    }
  }

  /** The present month comes first, then those of the year before; the built-in analyst is free. */
  @Test
  void showsWhatTheRoomHasSpentByMonths() {
    TestServer server = TestServer.shared();
    Retro retro = new Retro(server);
    Person owner = server.people().newcomer();
    Retro.Room room = retro.room(owner, "Spending");
    String usage = "/api/v1/retro-rooms/" + room.id() + "/ai/usage";
    for (int back : List.of(1, 11, 12)) {
      server
          .database()
          .sql(
              """
              INSERT INTO ai_spend VALUES (:room, DATE_FORMAT(
                DATE_SUB(UTC_TIMESTAMP() + INTERVAL 9 HOUR, INTERVAL :back MONTH), '%Y%m'),
                7, 1000, 100, 0.000210000001)
              """)
          .param("room", room.id())
          .param("back", back)
          .update();
    }
    long id = retro.retrospect(owner, room, "P");
    retro.participate(owner, id);
    ApiClient asOwner = server.people().as(owner);
    JsonNode unused = asOwner.get(usage).success().path("months");
    assertThat(unused.size()).isEqualTo(3);
    assertThat(unused.get(0).path("calls").asInt()).isZero();
    asOwner.post("/api/v1/retrospects/" + id + "/questions/1/assistant", "{}").success();
    JsonNode months = asOwner.get(usage).success().path("months");
    assertThat(months.size()).isEqualTo(3);
    assertThat(months.get(0).path("calls").asInt()).isEqualTo(1);
    assertThat(months.get(0).path("promptTokens").asInt()).isZero();
    assertThat(months.get(0).path("costUsd").decimalValue()).isZero();
    assertThat(months.get(1).path("costUsd").decimalValue()).isEqualByComparingTo("0.000210000001");
    server.people().as(server.people().newcomer()).get(usage).isRefused(403, "RETRO4031");
  }

  @Test
  void keepsQuietWhereTheOwnerWantsIt() {
    TestServer server = TestServer.shared();
    Retro retro = new Retro(server);
    Person owner = server.people().newcomer();
    Retro.Room room = retro.room(owner, "Quiet");
    long id = retro.retrospect(owner, room, "P");
    retro.participate(owner, id);
    ApiClient asOwner = server.people().as(owner);
    String setting = "/api/v1/retro-rooms/" + room.id() + "/ai";
    String path = "/api/v1/retrospects/" + id;
    assertThat(asOwner.get(setting).success().path("enabled").asBoolean()).isTrue();
    asOwner.put(setting, "{\"enabled\":null}").isRefused(400, "COMMON400");
    asOwner.put(setting, "{\"enabled\":false}").success();
    asOwner.post(path + "/questions/1/assistant", "{}").isRefused(403, "AI4033");
    retro.submit(owner, id, "x");
    asOwner.get(path + "/analysis/preview").isRefused(403, "AI4033");
    asOwner.post(path + "/analysis").isRefused(403, "AI4033");
    asOwner.put(setting, "{\"enabled\":true}").success();
    JsonNode preview = asOwner.get(path + "/analysis/preview").success();
    assertThat(preview.path("leavesThisServer").asBoolean()).isFalse();
    assertThat(preview.path("bodies")).isEmpty();
    asOwner.post(path + "/analysis").success();
  }
}
