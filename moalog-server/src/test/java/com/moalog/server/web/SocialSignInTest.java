package com.moalog.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.sandbox.SandboxServer;
import com.moalog.sandbox.SandboxSettings;
import com.moalog.server.testing.TestServer;
import com.moalog.server.web.Browser.Screen;
import com.moalog.server.web.Browser.Tongue;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in by the buttons of Google and Kakao, which the sandbox plays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SocialSignInTest {

  @SuppressWarnings("NullAway.Init") // set before all tests
  private SandboxServer sandbox;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private TestServer server;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private Browser browser;

  @BeforeAll
  void start() throws IOException {
    BuiltPage.require();
    sandbox = SandboxServer.start(SandboxSettings.forTests());
    URI address = sandbox.address();
    server =
        TestServer.beside(
            Map.of(
                "GOOGLE_CLIENT_ID", "sandbox",
                "GOOGLE_AUTHORIZE_URL", address + "/google/authorize",
                "GOOGLE_TOKEN_URL", address + "/google/token",
                "GOOGLE_USERINFO_URL", address + "/google/userinfo",
                "KAKAO_CLIENT_ID", "sandbox",
                "KAKAO_AUTHORIZE_URL", address + "/kakao/oauth/authorize",
                "KAKAO_TOKEN_URL", address + "/kakao/oauth/token",
                "KAKAO_USERINFO_URL", address + "/kakao/v2/user/me",
                "AUTH_EMAIL_LOGIN_ENABLED", "false"));
    browser = Browser.start();
  }

  @AfterAll
  void stop() throws IOException {
    if (browser != null) {
      browser.close();
      server.close();
      sandbox.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"Google, ENGLISH, DESKTOP, Continue with Google", "Kakao, KOREAN, PHONE, 카카오로 계속하기"})
  void signsUpOnceAndIsKnownAfterwards(
      String provider, Tongue tongue, Screen screen, String button) {
    String name = "social" + provider.toLowerCase(Locale.ROOT);
    try (Visitor visitor = visitor(screen, tongue)) {
      visitor.open("/login?next=/plans");
      visitor.button(button).waitFor();
      visitor.looksGood(name + "-login");
      consent(visitor, button, name + "@example.com");
      visitor.page().waitForURL(Pattern.compile(".*/signup\\?.*"));
      visitor.write(Words.NICKNAME.in(tongue), name);
      visitor.press(Words.START.in(tongue));
      visitor.page().waitForURL("**/plans");
      assertThat(socialTypeOf(name)).isEqualTo(provider.toUpperCase(Locale.ROOT));

      visitor.context().clearCookies();
      visitor.open("/login?next=/storage");
      consent(visitor, button, name + "@example.com");
      visitor.page().waitForURL("**/storage");
      assertThat(visitor.faults()).isEmpty();
    }
  }

  @Test
  void saysThatItIsSigningIn() {
    try (Visitor visitor = visitor(Screen.PHONE, Tongue.KOREAN)) {
      visitor.context().addInitScript("delete Navigator.prototype.serviceWorker");
      visitor.context().route("**/api/v1/auth/social-login", _ -> {});
      visitor.open("/login");
      consent(visitor, "카카오로 계속하기", "waiting@example.com");
      visitor.page().waitForURL("**/login/kakao?*");
      visitor.page().locator("main[aria-busy=true] h1").waitFor();
      visitor.looksGood("social-signing-in");
    }
  }

  @Test
  void comesBackToTheDoorWithoutConsent() {
    try (Visitor visitor = visitor(Screen.DESKTOP, Tongue.ENGLISH)) {
      visitor.open("/login");
      visitor.press("Continue with Kakao");
      visitor.press("Deny");
      visitor.sees("Signing in did not work");
      visitor.page().waitForURL("**/login");
      visitor.button("Continue with Google").waitFor();
    }
  }

  /** Somebody else's code must not sign this browser in. */
  @Test
  void takesNoCodeThatItDidNotAskFor() {
    try (Visitor visitor = visitor(Screen.DESKTOP, Tongue.ENGLISH)) {
      List<String> asked = new ArrayList<>();
      visitor.page().onRequest(request -> asked.add(request.url()));
      visitor.open("/login/google?code=stolen&state=guessed");
      visitor.sees("Signing in did not work");
      visitor.page().waitForURL("**/login");
      assertThat(asked).isNotEmpty().noneMatch(url -> url.contains("/social-login"));
    }
  }

  private Visitor visitor(Screen screen, Tongue tongue) {
    return browser.visitor(server.address().toString(), screen, tongue);
  }

  private static void consent(Visitor visitor, String button, String email) {
    visitor.press(button);
    visitor.write("Email", email);
    visitor.press("Allow");
  }

  private String socialTypeOf(String nickname) {
    return server
        .database()
        .sql("SELECT social_type FROM member WHERE nickname = :nickname")
        .param("nickname", nickname)
        .query(String.class)
        .single();
  }
}
