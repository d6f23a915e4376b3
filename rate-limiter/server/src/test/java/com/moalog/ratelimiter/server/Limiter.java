package com.moalog.ratelimiter.server;

import com.moalog.kit.tracing.Tracing;
import com.moalog.local.servers.RedisServer;
import com.moalog.ratelimiter.core.rules.RulesFileException;
import com.moalog.ratelimiter.server.settings.BadSettingsException;
import com.moalog.ratelimiter.server.settings.Settings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A rate limiter on a free port, for tests, with ways to ask it. */
final class Limiter implements AutoCloseable {

  static final String BASE = "/api/v1/rate-limit";
  static final String OPERATOR = basic("actuator", "secret");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final RunningServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  private Limiter(RunningServer server) {
    this.server = server;
  }

  /** Settings that point to a Redis; each may be overridden. */
  static Map<String, String> environment(RedisServer redis, String... more) {
    return environment(redis.port(), redis.password(), more);
  }

  static Map<String, String> environment(int redisPort, String password, String... more) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "SERVER_PORT", "0",
                "SERVER_ADDRESS", "127.0.0.1",
                "RATE_LIMITER_GRPC_PORT", "0",
                "RATE_LIMITER_WARM_UP", "false",
                "REDIS_HOST", "127.0.0.1",
                "REDIS_PORT", Integer.toString(redisPort),
                "REDIS_PASSWORD", password,
                "ACTUATOR_USER", "actuator",
                "ACTUATOR_PASSWORD", "secret"));
    // A limiter that starts while the machine stands still must not count by itself.
    environment.put("SPRING_DATA_REDIS_CONNECT_TIMEOUT", "20s");
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  static Limiter start(Map<String, String> environment) {
    try {
      return new Limiter(
          RunningServer.start(
              Settings.read(environment, Map.of()), Tracing.of("rate-limiter", environment)));
    } catch (BadSettingsException | RulesFileException | IOException e) {
      throw new IllegalStateException("the limiter did not start", e);
    }
  }

  static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  int port() {
    return server.port();
  }

  void readRulesAgain() {
    server.readRulesAgain();
  }

  int grpcPort() {
    return server.grpcPort();
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  HttpResponse<String> check(String query, String... headers) {
    return get(BASE + "/check?" + query, headers);
  }

  HttpResponse<String> checkJson(String body, String... headers) {
    return send("POST", BASE + "/check", body, headers);
  }

  HttpResponse<String> reset(String query, String... headers) {
    return send("DELETE", BASE + "/reset" + query, "", headers);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    URI address = URI.create("http://127.0.0.1:" + port() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + address + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
