package com.moalog.chaos.platform;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The running Prometheus, asked over its HTTP API. */
public final class Prometheus {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** What may stand before a parenthesis of label names. */
  private static final Pattern LABEL_LISTS =
      Pattern.compile("\\b(by|on|ignoring|without|group_left|group_right)\\s*\\([^)]*\\)");

  private static final Pattern RANGES = Pattern.compile("\\[[^]]*]");
  private static final Pattern SELECTORS =
      Pattern.compile("(?<![\\w.:])([a-zA-Z_:][\\w:]*)(\\{[^}]*})?(?!\\s*\\()(?![\\w:{])");
  private static final Set<String> KEYWORDS = Set.of("on", "or", "and", "unless", "bool", "offset");

  private final URI address;

  public Prometheus(int port) {
    this.address = URI.create("http://127.0.0.1:" + port);
  }

  /** How many series the expression has now. */
  public int series(String expression) throws IOException, InterruptedException {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    return get("/api/v1/query?query=" + query).path("result").size();
  }

  /** The health of each target, by its job. */
  public List<String> targets() throws IOException, InterruptedException {
    return each(get("/api/v1/targets").path("activeTargets"))
        .map(target ->
            target.path("labels").path("job").asString() + " " + target.path("health").asString())
        .toList();
  }

  /** Every expression of an alerting rule. */
  public List<String> alertExpressions() throws IOException, InterruptedException {
    return each(get("/api/v1/rules?type=alert").path("groups"))
        .flatMap(group -> each(group.path("rules")))
        .map(rule -> rule.path("query").asString())
        .toList();
  }

  /** The names of the alerts that fire. */
  public List<String> firing() throws IOException, InterruptedException {
    return each(get("/api/v1/alerts").path("alerts"))
        .filter(alert -> alert.path("state").asString().equals("firing"))
        .map(alert -> alert.path("labels").path("alertname").asString())
        .toList();
  }

  /** The metric selectors of an expression, such as {@code up{job="a"}}. */
  public static List<String> selectors(String expression) {
    String bare = RANGES.matcher(LABEL_LISTS.matcher(expression).replaceAll(" ")).replaceAll("");
    return SELECTORS
        .matcher(bare)
        .results()
        .map(MatchResult::group)
        .filter(selector -> !KEYWORDS.contains(selector))
        .toList();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    String body =
        CLIENT
            .send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString())
            .body();
    JsonNode answer = JSON.readTree(body);
    if (!answer.path("status").asString().equals("success")) {
      throw new IOException(path + " was answered with " + body);
    }
    return answer.path("data");
  }

  public static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
