package com.moalog.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.kit.settings.BadVariablesException;
import com.moalog.kit.settings.Variables;
import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.TestServer;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the page asks for beyond the API of the original. */
class WebApiTest {

  @Test
  void showsOnlyWaysInThatAreConfigured() {
    JsonNode options = TestServer.shared().client().get("/api/v1/auth/options").success();
    assertThat(options.path("emailLogin").asBoolean()).isTrue();
    assertThat(options.path("providers")).isEmpty();
  }

  @Test
  void leadsToTheProvidersWithTheClientsId() {
    Map<String, String> variables =
        Map.of(
            "AUTH_EMAIL_LOGIN_ENABLED", "false",
            "GOOGLE_CLIENT_ID", "a b",
            "KAKAO_CLIENT_ID", "k",
            "KAKAO_AUTHORIZE_URL", "http://localhost:8089/kakao/oauth/authorize");
    try (TestServer server = TestServer.start(variables)) {
      ApiClient nobody = server.client();
      JsonNode options = nobody.get("/api/v1/auth/options").success();
      assertThat(options.path("emailLogin").asBoolean()).isFalse();
      assertThat(options.at("/providers/0/name").asString()).isEqualTo("Google");
      assertThat(options.at("/providers/0/authorizeUrl").asString())
          .isEqualTo(
              "https://accounts.google.com/o/oauth2/v2/auth"
                  + "?response_type=code&client_id=a%20b&scope=openid%20email");
      assertThat(options.at("/providers/1/authorizeUrl").asString())
          .isEqualTo(
              "http://localhost:8089/kakao/oauth/authorize"
                  + "?response_type=code&client_id=k&scope=account_email");
      nobody
          .post("/api/v1/auth/email-signup", "{\"email\":\"new@example.com\"}")
          .isRefused(404, "COMMON404");
    }
  }

  @Test
  void letsSomebodyNewSignUpByEmail() {
    ApiClient nobody = TestServer.shared().client();
    String body = "{\"email\":\"first-visit@example.com\"}";
    ApiAnswer begun = nobody.post("/api/v1/auth/email-signup", body);
    begun.success();
    JsonNode member =
        nobody
            .withToken(begun.cookie("signup_token"))
            .post("/api/v1/auth/signup", "{\"nickname\":\"firstvisit\"}")
            .success();
    assertThat(member.path("nickname").asString()).isEqualTo("firstvisit");
    nobody.post("/api/auth/login/email", body).success();
    nobody.post("/api/v1/auth/email-signup", body).isRefused(409, "COMMON409");
    nobody.post("/api/v1/auth/email-signup", "{\"email\":\"x\"}").isRefused(400, "COMMON400");
    nobody.post("/api/v1/auth/email-signup", "{}").isRefused(400, "COMMON400");
  }

  @Test
  void refusesTheStandingToStrangers() {
    TestServer server = TestServer.shared();
    Person stranger = server.people().newcomer();
    ApiClient client = server.people().as(stranger);
    client.get("/api/v1/retrospects/0/standing").isRefused(400, "COMMON400");
    client.get("/api/v1/retrospects/999999/standing").isRefused(404, "RETRO4041");
    server.client().get("/api/v1/retrospects/1/standing").isRefused(401, "AUTH4001");
  }

  @Test
  void readsItsVariables() {
    WebSettings least = WebSettings.from(new Variables(Map.of()));
    assertThat(least.googleAuthorizeUrl()).hasHost("accounts.google.com");
    assertThat(least.kakaoAuthorizeUrl()).hasHost("kauth.kakao.com");
    assertThat(least.checkoutUrl()).isEmpty();
    WebSettings all =
        WebSettings.from(
            new Variables(
                Map.of(
                    "GOOGLE_AUTHORIZE_URL", "http://a/x",
                    "KAKAO_AUTHORIZE_URL", "http://b/y",
                    "CHECKOUT_URL", "http://c/pay")));
    assertThat(all.googleAuthorizeUrl()).hasHost("a");
    assertThat(all.checkoutUrl()).isEqualTo("http://c/pay");
    Variables bad = new Variables(Map.of("GOOGLE_AUTHORIZE_URL", "no address"));
    WebSettings.from(bad);
    Assertions.assertThatThrownBy(bad::refuseFaults).isInstanceOf(BadVariablesException.class);
  }
}
