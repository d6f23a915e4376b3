package com.moalog.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.TestServer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SocialLoginTest {

  private static final String LOGIN = "/api/v1/auth/social-login";
  private static final String SIGNUP = "/api/v1/auth/signup";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** What the provider says about whoever comes with the code {@code good}. */
  private static final AtomicReference<String> PROFILE = new AtomicReference<>("{}");

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static HttpServer provider;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext("/token", SocialLoginTest::token);
    provider.createContext("/profile", exchange -> answer(exchange, 200, PROFILE.get()));
    provider.start();
    String address = "http://127.0.0.1:" + provider.getAddress().getPort();
    server =
        TestServer.beside(
            Map.of(
                "GOOGLE_TOKEN_URL", address + "/token",
                "GOOGLE_USERINFO_URL", address + "/profile",
                "KAKAO_TOKEN_URL", address + "/token",
                "KAKAO_USERINFO_URL", address + "/profile"));
  }

  @AfterAll
  static void stop() {
    server.close();
    provider.stop(0);
  }

  @Test
  void refusesBodiesThatAreNotComplete() {
    login("{}").isRefused(400, "COMMON400");
    login(body("Naver", "good")).isRefused(400, "COMMON400");
    login(body("Google", "")).isRefused(400, "COMMON400");
    login("{\"provider\":\"Google\",\"code\":\"good\"}").isRefused(400, "COMMON400");
  }

  @Test
  void refusesWhatTheProviderRefuses() {
    PROFILE.set("{\"email\":\"a@b.c\",\"verified_email\":true}");
    login(body("Google", "bad")).isRefused(401, "AUTH4002");
    login(body("Google", "down")).isRefused(502, "AUTH5021");
    PROFILE.set("{\"email\":\"a@b.c\",\"verified_email\":false}");
    login(body("Google", "good")).isRefused(401, "AUTH4002");
    PROFILE.set("{}");
    login(body("Google", "good")).isRefused(400, "COMMON400");
    PROFILE.set("{\"kakao_account\":{\"email\":\"a@b.c\",\"is_email_valid\":false}}");
    login(body("KAKAO", "good")).isRefused(401, "AUTH4002");
  }

  @Test
  void signsANewPersonUpAndKnowsThemAfterwards() {
    String email = "person" + NUMBER.incrementAndGet() + "@example.com";
    PROFILE.set("{\"kakao_account\":{\"email\":\"" + email + "\",\"is_email_verified\":true}}");
    ApiAnswer first = login(body("kakao", "good"));
    assertThat(first.success().path("isNewMember").asBoolean()).isTrue();
    assertThat(first.code()).isEqualTo("AUTH2001");
    assertThat(first.setCookies().getFirst()).endsWith("; Path=/; Max-Age=600");

    String nickname = "회고왕" + NUMBER.incrementAndGet();
    ApiAnswer signup = signUp(first.cookie("signup_token"), nickname);
    assertThat(signup.success().propertyNames()).containsExactly("memberId", "nickname");
    assertThat(signup.setCookies()).hasSize(3);
    assertThat(signup.setCookies().get(2)).startsWith("signup_token=; ").endsWith("Max-Age=0");
    JsonNode profile =
        server
            .client()
            .withToken(signup.cookie("access_token"))
            .get("/api/v1/members/me")
            .success();
    assertThat(profile.path("socialType").asString()).isEqualTo("Kakao");
    assertThat(profile.path("nickname").asString()).isEqualTo(nickname);

    signUp(first.cookie("signup_token"), "again").isRefused(409, "COMMON409");
    ApiAnswer second = server.client().post("/api/auth/login", body("Kakao", "good"));
    assertThat(second.success().path("isNewMember").asBoolean()).isFalse();
    assertThat(second.cookie("access_token")).isNotEmpty();
  }

  @Test
  void refusesNicknamesAndTokensThatAreNotValid() {
    String token = signupToken();
    for (String nickname : List.of("", "with space", "dash-ed", "x".repeat(21), "🌱")) {
      signUp(token, nickname).isRefused(400, "COMMON400");
    }
    signUp("nonsense", "fine").isRefused(401, "AUTH4001");
    server.client().post(SIGNUP, "{\"nickname\":\"fine\"}").isRefused(401, "AUTH4001");
  }

  @Test
  void prefersTheHeaderAndFallsBackToTheCookie() {
    String token = signupToken();
    ApiClient client =
        server.client().withToken("not-a-signup-token").with("Cookie", "signup_token=" + token);
    client.post(SIGNUP, "{\"nickname\":\"header" + NUMBER.incrementAndGet() + "\"}").success();
  }

  @Test
  void letsOneOfManySignupsWithOneNicknameWin() {
    List<String> tokens = List.of(signupToken(), signupToken(), signupToken(), signupToken());
    AtomicInteger next = new AtomicInteger();
    String nickname = "racer" + NUMBER.incrementAndGet();
    List<ApiAnswer> answers =
        Race.of(50, () -> signUp(tokens.get(next.getAndIncrement() % tokens.size()), nickname));
    assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(1);
    assertThat(Race.count(answers, 409, "COMMON409")).isEqualTo(49);
  }

  @Test
  void givesUpOnAnAnswerThatStopsAfterItsHead() {
    login(body("Google", "stalled")).isRefused(502, "AUTH5021");
  }

  /** The database takes both for the same address, the mail system for two. */
  @Test
  void takesNobodyForTheOwnerOfAnotherAddress() {
    int number = NUMBER.incrementAndGet();
    String owner = signupToken("kim@gross" + number + ".de");
    signUp(owner, "owner" + NUMBER.incrementAndGet()).success();

    String stranger = signupToken("kim@groß" + number + ".de");
    signUp(stranger, "stranger" + NUMBER.incrementAndGet()).isRefused(409, "COMMON409");
    server
        .client()
        .post("/api/auth/login/email", "{\"email\":\"kim@groß" + number + ".de\"}")
        .isRefused(401, "AUTH4001");

    PROFILE.set("{\"email\":\"Kim@Gross" + number + ".de\"}");
    assertThat(login(body("Google", "good")).success().path("isNewMember").asBoolean()).isFalse();
  }

  private static String signupToken() {
    return signupToken("person" + NUMBER.incrementAndGet() + "@example.com");
  }

  private static String signupToken(String email) {
    PROFILE.set("{\"email\":\"" + email + "\"}");
    return login(body("Google", "good")).cookie("signup_token");
  }

  private static ApiAnswer login(String body) {
    return server.client().post(LOGIN, body);
  }

  private static ApiAnswer signUp(String token, String nickname) {
    return server
        .client()
        .with("Cookie", "signup_token=" + token)
        .post(SIGNUP, "{\"nickname\":\"" + nickname + "\"}");
  }

  private static String body(String provider, String code) {
    return "{\"provider\":\"%s\",\"code\":\"%s\",\"redirectUri\":\"https://moalog.me/back\"}"
        .formatted(provider, code);
  }

  private static void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (form.contains("code=stalled")) {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().flush();
    } else if (form.contains("code=good") && form.contains("grant_type=authorization_code")) {
      answer(exchange, 200, "{\"access_token\":\"opaque\"}");
    } else {
      answer(exchange, form.contains("code=down") ? 503 : 400, "{}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
