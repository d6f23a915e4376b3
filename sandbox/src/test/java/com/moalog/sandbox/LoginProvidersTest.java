package com.moalog.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginProvidersTest {

  private static final String GOOGLE = "/google/token";
  private static final String KAKAO = "/kakao/oauth/token";

  private SandboxServer sandbox;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    sandbox = SandboxServer.start(SandboxSettings.forTests());
    caller = new Caller(sandbox);
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"provider\":\"naver\",\"email\":\"a@b.me\"}",
        "{\"provider\":\"google\",\"email\":5}"
      })
  void refusesAnApprovalThatMakesNoSense(String body) {
    assertThat(caller.admin("POST", "/__admin/oauth/codes", body).status()).isEqualTo(400);
  }

  @Test
  void refusesAnUnknownCodeAnotherGrantTypeAndNoClient() {
    assertThat(exchange(GOOGLE, "unknown").text("error")).isEqualTo("invalid_grant");
    assertThat(form(GOOGLE, "grant_type=password&client_id=c&code=x").text("error"))
        .isEqualTo("unsupported_grant_type");
    assertThat(form(GOOGLE, "grant_type=authorization_code&code=x").text("error"))
        .isEqualTo("invalid_client");
  }

  @Test
  void aCodeWorksOnceAndOnlyForItsProvider() {
    String code = code("google", "a@b.me", "");

    assertThat(exchange(GOOGLE, code).status()).isEqualTo(200);
    assertThat(exchange(GOOGLE, code).text("error")).isEqualTo("invalid_grant");
    assertThat(exchange(KAKAO, code("google", "a@b.me", "")).text("error"))
        .isEqualTo("invalid_grant");
  }

  @Test
  void aCodeIsBoundToItsRedirectAddressAndItsTime() {
    String elsewhere = code("google", "a@b.me", "https://other.example/back");
    assertThat(exchange(GOOGLE, elsewhere).text("error")).isEqualTo("invalid_grant");

    String late = code("google", "a@b.me", "");
    caller.admin("POST", "/__admin/clock", "{\"advanceSeconds\":601}");
    assertThat(exchange(GOOGLE, late).text("error")).isEqualTo("invalid_grant");
  }

  @Test
  void refusesAWrongTokenAndTheTokenOfTheOtherProvider() {
    String token = exchange(GOOGLE, code("google", "a@b.me", "")).text("access_token");

    assertThat(person("/google/userinfo", "wrong").status()).isEqualTo(401);
    assertThat(person("/kakao/v2/user/me", token).status()).isEqualTo(401);
  }

  @Test
  void eachProviderTellsTheEmailInItsOwnWay() {
    String google =
        exchange(GOOGLE, code("google", "a@b.me", "https://moalog.me/back")).text("access_token");
    String kakao = exchange(KAKAO, code("kakao", "c@d.me", "")).text("access_token");

    assertThat(person("/google/userinfo", google).text("email")).isEqualTo("a@b.me");
    assertThat(person("/kakao/v2/user/me", kakao).body().at("/kakao_account/email").asString(""))
        .isEqualTo("c@d.me");
  }

  @Test
  void aPersonMayKeepTheEmailPrivate() {
    String code =
        caller.admin("POST", "/__admin/oauth/codes", "{\"provider\":\"kakao\"}").text("code");
    String token = exchange(KAKAO, code).text("access_token");

    Caller.Answer person = person("/kakao/v2/user/me", token);

    assertThat(person.status()).isEqualTo(200);
    assertThat(person.body().at("/kakao_account").has("email")).isFalse();
  }

  @Test
  void faultsComeInTheWordsOfThisProvider() {
    caller.rule(
        "{\"operation\":\"oauth_token\"}", 1, "{\"error\":{\"http\":503,\"code\":\"down\"}}");

    Caller.Answer answer = exchange(GOOGLE, code("google", "a@b.me", ""));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("error")).isEqualTo("down");
  }

  private String code(String provider, String email, String redirectUri) {
    return caller
        .admin(
            "POST",
            "/__admin/oauth/codes",
            "{\"provider\":\"%s\",\"email\":\"%s\",\"redirectUri\":\"%s\"}"
                .formatted(provider, email, redirectUri))
        .text("code");
  }

  private Caller.Answer exchange(String path, String code) {
    return form(
        path,
        "grant_type=authorization_code&client_id=c&client_secret=s&redirect_uri=https%3A%2F%2Fmoalog.me%2Fback&code="
            + code);
  }

  private Caller.Answer form(String path, String form) {
    return caller.send(
        "POST", path, form, Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  private Caller.Answer person(String path, String token) {
    return caller.send("GET", path, "", Map.of("Authorization", "Bearer " + token));
  }
}
