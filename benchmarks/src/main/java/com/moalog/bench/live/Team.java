package com.moalog.bench.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Members of one room around one retrospect, and the comments that they write. Thread-safe. */
final class Team {

  /** Each member may have eight streams, so these can have 200. */
  static final int SIZE = 25;

  private final Api api;
  private final List<String> tokens;
  private final long retrospect;
  private final long answer;

  private Team(Api api, List<String> tokens, long retrospect, long answer) {
    this.api = api;
    this.tokens = List.copyOf(tokens);
    this.retrospect = retrospect;
    this.answer = answer;
  }

  /** Signs members up and lets one of them submit answers. */
  static Team gather(int port) throws IOException, InterruptedException {
    Api api = new Api(port);
    List<String> tokens = new ArrayList<>();
    for (int number = 0; number < SIZE; number++) {
      tokens.add(signUp(api, number));
    }
    String owner = tokens.getFirst();
    String room = api.send("/api/v1/retro-rooms", owner, "{\"title\":\"Live\"}").body();
    String invitation =
        "{\"inviteUrl\":\"https://moalog.me/invite/"
            + Api.find(room, "\"inviteCode\":\"([^\"]+)\"")
            + "\"}";
    for (String guest : tokens.subList(1, SIZE)) {
      api.send("/api/v1/retro-rooms/join", guest, invitation);
    }
    String proposal = proposal(Api.number(room, "retroRoomId"));
    long retrospect =
        Api.number(api.send("/api/v1/retrospects", owner, proposal).body(), "retrospectId");
    String path = "/api/v1/retrospects/" + retrospect;
    api.send(path + "/participants", owner, "{}");
    api.send(path + "/submit", owner, answers());
    String page = api.send(path + "/responses?category=QUESTION_1", owner, "").body();
    return new Team(api, tokens, retrospect, Api.number(page, "responseId"));
  }

  private static String signUp(Api api, int number) throws IOException, InterruptedException {
    long now = System.currentTimeMillis() / 1_000;
    String claims =
        "{\"sub\":\"\",\"iat\":%d,\"exp\":%d,\"email\":\"m%d@example.com\",\"provider\":\"KAKAO\",\"token_type\":\"signup\"}"
            .formatted(now, now + 600, number);
    HttpResponse<String> answer =
        api.send("/api/v1/auth/signup", signed(claims), "{\"nickname\":\"m" + number + "\"}");
    String cookies = String.join("\n", answer.headers().allValues("Set-Cookie"));
    return Api.find(cookies, "access_token=([^;]+);");
  }

  /** The server's secret is known here, so no provider has to be asked who signs up. */
  private static String signed(String claims) {
    String content = base64("{\"alg\":\"HS256\"}") + "." + base64(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(LiveServer.SECRET.getBytes(UTF_8), "HmacSHA256"));
      return content
          + "."
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String proposal(long room) {
    LocalDateTime start = LocalDateTime.now(ZoneId.of("Asia/Seoul")).plusDays(1);
    return """
    {"retroRoomId":%d,"projectName":"Live","retrospectDate":"%s","retrospectTime":"12:00",
     "retrospectMethod":"KPT"}
    """
        .formatted(room, DateTimeFormatter.ISO_LOCAL_DATE.format(start));
  }

  private static String answers() {
    StringBuilder body = new StringBuilder("{\"answers\":[");
    for (int number = 1; number <= 5; number++) {
      body.append(number == 1 ? "" : ",")
          .append("{\"questionNumber\":%d,\"content\":\"We released on time\"}".formatted(number));
    }
    return body.append("]}").toString();
  }

  int port() {
    return api.port();
  }

  /** Where the stream is. */
  String path() {
    return "/api/v1/retrospects/" + retrospect + "/events";
  }

  /** Where people read the answers. */
  String page() {
    return "/retrospects/" + retrospect + "?tab=answers";
  }

  /** The token of the member who has that place among the watchers. */
  String token(int place) {
    return tokens.get(place % SIZE);
  }

  /**
   * Writes comments at a steady pace that does not wait for answers.
   *
   * @return the writes by the ids of their comments
   */
  Map<Long, Write> write(int perSecond, Duration length) throws IOException, InterruptedException {
    Map<Long, Write> writes = new ConcurrentHashMap<>();
    AtomicReference<IOException> failure = new AtomicReference<>();
    long periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long count = Math.max(1, length.toNanos() / periodNanos);
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < count; number++) {
        int place = number;
        TimeUnit.NANOSECONDS.sleep(begin + number * periodNanos - System.nanoTime());
        threads.execute(() -> {
          try {
            comment(place, writes);
          } catch (IOException failed) {
            failure.set(failed);
          } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
          }
        });
      }
    }
    IOException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return writes;
  }

  private void comment(int place, Map<Long, Write> writes)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    String path = "/api/v1/responses/" + answer + "/comments";
    String text = "Yes, " + began;
    String comment = api.send(path, token(place), "{\"content\":\"" + text + "\"}").body();
    long answered = System.nanoTime();
    writes.put(Api.number(comment, "commentId"), new Write(text, began, answered));
  }

  /** A text that no other write has, when it was sent and when it was answered. */
  record Write(String text, long beganNanos, long answeredNanos) {}
}
