package com.moalog.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.Standstill;
import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private static final String LOGIN = "/api/auth/login/email";
  private static final String REFRESH = "/api/v1/auth/token/refresh";
  private static final String LOGOUT = "/api/v1/auth/logout";

  private final TestServer server = TestServer.shared();
  private final Person person = server.people().newcomer();

  @Test
  void refusesEmailsThatAreMalformedOrUnknown() {
    server.client().post(LOGIN, "{}").isRefused(400, "COMMON400");
    server.client().post(LOGIN, "{\"email\":\"nobody\"}").isRefused(400, "COMMON400");
    server.client().post(LOGIN, "{\"email\":\"no one@x.y\"}").isRefused(400, "COMMON400");
    server.client().post(LOGIN, "{\"email\":\"nobody@nowhere.me\"}").isRefused(401, "AUTH4001");
  }

  @Test
  void keepsEmailLoginClosedUnlessItIsSwitchedOn() {
    try (TestServer closed = TestServer.beside(Map.of("AUTH_EMAIL_LOGIN_ENABLED", "false"))) {
      closed
          .client()
          .post(LOGIN, "{\"email\":\"" + person.email() + "\"}")
          .isRefused(404, "COMMON404");
    }
  }

  @Test
  void setsTheAccessCookieFirstWithItsAttributesInOrder() {
    ApiAnswer login = server.people().logIn(person.email());
    assertThat(login.result().path("isNewMember").asBoolean()).isFalse();
    assertThat(login.setCookies()).hasSize(2);
    assertThat(login.setCookies().get(0))
        .matches("access_token=[^;]+; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=1800");
    assertThat(login.setCookies().get(1))
        .matches("refresh_token=[^;]+; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=1209600");
  }

  @Test
  void acceptsTheTokenByHeaderOrCookieButNeverFallsBack() {
    String token = person.accessToken();
    String test = "/api/auth/test";
    String answer = server.client().withToken(token).get(test).success().asString();
    assertThat(answer).isEqualTo("User ID: " + person.id());
    server.client().with("Cookie", "access_token=" + token).get(test).success();
    server.client().get(test).isRefused(401, "AUTH4001");
    server.client().with("Cookie", "access_token=").get(test).isRefused(401, "AUTH4001");
    server.client().with("Authorization", "bearer " + token).get(test).isRefused(401, "AUTH4001");
    server
        .client()
        .withToken("broken")
        .with("Cookie", "access_token=" + token)
        .get(test)
        .isRefused(401, "AUTH4001");
    server.client().withToken(person.refreshToken()).get(test).isRefused(401, "AUTH4001");
  }

  @Test
  void rotatesRefreshTokens() {
    ApiAnswer renewed = refresh(person.refreshToken());
    assertThat(renewed.success().isObject()).isTrue();
    assertThat(renewed.result()).isEmpty();
    assertThat(renewed.cookie("refresh_token")).isNotEqualTo(person.refreshToken());
    server.client().withToken(renewed.cookie("access_token")).get("/api/auth/test").success();
    refresh(renewed.cookie("refresh_token")).success();
  }

  @Test
  void letsSeveralTabsRefreshAtOnce() throws Exception {
    Standstill.excuseEnd(this::refreshesAtOnce);
  }

  /** All succeed within the grace of ten seconds; whoever comes later ends the session. */
  private Standstill.Attempt refreshesAtOnce() {
    Person somebody = server.people().newcomer();
    List<ApiAnswer> answers = Race.of(10, () -> refresh(somebody.refreshToken()));
    long renewed = Race.count(answers, 200, "COMMON200");
    long late = Race.count(answers, 401, "AUTH4004") + Race.count(answers, 401, "AUTH4005");
    assertThat(renewed).isPositive();
    assertThat(renewed + late).isEqualTo(10);
    return () -> assertThat(renewed).isEqualTo(10);
  }

  @Test
  void endsTheFamilyWhenARotatedTokenComesBack() {
    String stolen = person.refreshToken();
    String current = refresh(stolen).cookie("refresh_token");
    letTheGracePass();
    refresh(stolen).isRefused(401, "AUTH4004");
    refresh(current).isRefused(401, "AUTH4005");
  }

  @RepeatedTest(10)
  void leavesNoTokenOfAFamilyThatEndsWhileItIsRefreshed() {
    String stolen = person.refreshToken();
    String current = refresh(stolen).cookie("refresh_token");
    letTheGracePass();
    List<Callable<ApiAnswer>> calls = new ArrayList<>();
    for (int tab = 0; tab < 6; tab++) {
      calls.add(() -> refresh(current));
    }
    calls.add(3, () -> refresh(stolen));
    List<ApiAnswer> answers = Race.of(calls, Duration.ofMinutes(1));
    answers.get(3).isRefused(401, "AUTH4004");
    int good =
        server
            .database()
            .sql(
                """
                SELECT COUNT(*) FROM refresh_token
                WHERE member_id = :member AND revoked_at IS NULL
                """)
            .param("member", person.id())
            .query(Integer.class)
            .single();
    assertThat(good).isZero();
  }

  private void letTheGracePass() {
    server
        .database()
        .sql(
            """
            UPDATE refresh_token SET rotated_at = rotated_at - INTERVAL 11 SECOND
            WHERE member_id = :member
            """)
        .param("member", person.id())
        .update();
  }

  @Test
  void keepsTheSessionsOfTwoDevicesApart() {
    ApiAnswer phone = server.people().logIn(person.email());
    logOut(person.accessToken(), person.refreshToken()).success();
    refresh(person.refreshToken()).isRefused(401, "AUTH4005");
    refresh(phone.cookie("refresh_token")).success();
  }

  @Test
  void clearsBothCookiesAtLogout() {
    ApiAnswer logout = logOut(person.accessToken(), person.refreshToken());
    assertThat(logout.success().isNull()).isTrue();
    assertThat(logout.setCookies())
        .containsExactly(
            "access_token=; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=0",
            "refresh_token=; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=0");
  }

  @Test
  void refusesRefreshTokensThatAreNone() {
    server.client().post(REFRESH).isRefused(400, "AUTH4003");
    refresh("nonsense").isRefused(401, "AUTH4004");
    refresh(person.accessToken()).isRefused(401, "AUTH4004");
    server.client().post(LOGOUT).isRefused(401, "AUTH4001");
    server.people().as(person).post(LOGOUT).isRefused(400, "AUTH4003");
    logOut(person.accessToken(), "nonsense").isRefused(400, "AUTH4003");
    Person other = server.people().newcomer();
    logOut(person.accessToken(), other.refreshToken()).isRefused(400, "AUTH4003");
    refresh(other.refreshToken()).success();
  }

  @Test
  void honoursATokenOfTheOriginalServerOnce() {
    String token = person.refreshToken();
    server
        .database()
        .sql("DELETE FROM refresh_token WHERE member_id = :member")
        .param("member", person.id())
        .update();
    server
        .database()
        .sql(
            """
            UPDATE member SET refresh_token = :token,
              refresh_token_expires_at = UTC_TIMESTAMP() + INTERVAL 1 DAY
            WHERE member_id = :member
            """)
        .param("token", token)
        .param("member", person.id())
        .update();
    refresh(token).success();
    refresh(token).isRefused(401, "AUTH4004");
  }

  private ApiAnswer refresh(String token) {
    return server.client().with("Cookie", "refresh_token=" + token).post(REFRESH);
  }

  private ApiAnswer logOut(String accessToken, String refreshToken) {
    return server
        .client()
        .withToken(accessToken)
        .with("Cookie", "refresh_token=" + refreshToken)
        .post(LOGOUT);
  }
}
