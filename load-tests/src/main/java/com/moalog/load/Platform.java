package com.moalog.load;

import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.launcher.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The platform that is loaded: the one of {@code ./moalog up}, unless variables name other
 * addresses.
 */
record Platform(String server, String fluxpay, String sandbox) {

  private static final Pattern TOKEN = Pattern.compile("access_token=([^;]+);.*");
  private static final String MEMBER = "loadtest@moalog.me";
  private static final int OK = 200;
  private static final int TOO_MANY = 429;
  private static final int WAITS = 3;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Platform of(Map<String, String> environment) throws IOException {
    try {
      Settings settings = Settings.load(Home.of(environment), environment);
      return new Platform(
          address(environment, "BASE_URL", settings, "SERVER_PORT"),
          address(environment, "FLUXPAY_URL", settings, "FLUXPAY_PORT"),
          address(environment, "SANDBOX_URL", settings, "SANDBOX_PORT"));
    } catch (SettingsException e) {
      throw new IOException(String.join("; ", e.faults()), e);
    }
  }

  private static String address(
      Map<String, String> environment, String variable, Settings settings, String port) {
    return environment.getOrDefault(variable, "http://127.0.0.1:" + settings.text(port));
  }

  /**
   * The login of the member of {@code ./moalog seed}, taken before the load begins; a load before
   * this one may have used up what the limiter grants, and then it waits as long as it is told to.
   */
  String login() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/api/auth/login/email"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"email\":\"" + System.getenv().getOrDefault("TEST_EMAIL", MEMBER) + "\"}"))
            .build();
    HttpResponse<String> answer = patientAnswer(request);
    return answer.headers().allValues("Set-Cookie").stream()
        .map(TOKEN::matcher)
        .filter(Matcher::matches)
        .map(cookie -> cookie.group(1))
        .findFirst()
        .orElseThrow(
            () -> new IOException("no login at " + server + " (./moalog seed?): " + answer.body()));
  }

  private HttpResponse<String> patientAnswer(HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = answer(request);
    for (int wait = 0; answer.statusCode() == TOO_MANY && wait < WAITS; wait++) {
      Thread.sleep(Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElse(1)));
      answer = answer(request);
    }
    return answer;
  }

  private HttpResponse<String> answer(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IOException("nothing answers at " + server + "; ./moalog up starts it", e);
    }
  }

  /** How often the provider took money for the order. */
  int captures(String orderId) throws IOException, InterruptedException {
    URI address = URI.create(sandbox + "/__admin/effects?orderId=" + orderId);
    HttpResponse<String> answer =
        CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    JsonNode effects = JSON.readTree(answer.body());
    if (answer.statusCode() != OK) {
      throw new IOException("the provider's record: " + answer.body());
    }
    return effects.at("/total/captures").asInt(0);
  }
}
