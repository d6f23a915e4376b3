package com.moalog.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import com.moalog.server.web.Browser.Screen;
import com.moalog.server.web.Browser.Tongue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever happens in the middle of typing, every word is still there afterwards. */
class LosesNothingTest {

  private static final String NO_SERVICE_WORKER = "delete Navigator.prototype.serviceWorker";

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Browser browser;

  private final TestServer server = TestServer.shared();
  private final String site = server.address().toString();
  private final Person writer = server.people().newcomer();
  private long retrospect;

  @BeforeAll
  static void start() throws IOException {
    BuiltPage.require();
    browser = Browser.start();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void takePart() {
    Retro retro = new Retro(server);
    Retro.Room room = retro.room(writer, "Words");
    retrospect = retro.retrospect(writer, room, "Careful");
    retro.participate(writer, retrospect);
  }

  @Test
  void savesByItself() {
    try (Visitor visitor = atTheDesk()) {
      type(visitor, "first words");
      visitor.seesSaved();
      assertThat(answerOnTheServer()).isEqualTo("first words");
    }
  }

  @Test
  void keepsWhatIsWrittenWithoutANetworkOverAReload() {
    try (Visitor visitor = atTheDesk(browser.visitor(site, Screen.DESKTOP, Tongue.ENGLISH))) {
      visitor.page().waitForFunction("() => navigator.serviceWorker.controller !== null");
      visitor.page().reload();
      visitor.page().locator("textarea").waitFor();
      visitor.context().setOffline(true);
      type(visitor, "written in a tunnel");
      visitor.page().locator("[data-state=offline]").waitFor();
      visitor.page().reload();
      visitor.page().locator("textarea").waitFor();
      assertThat(visitor.page().locator("textarea").inputValue()).isEqualTo("written in a tunnel");
      type(visitor, "written in a tunnel, and after");
      visitor.context().setOffline(false);
      visitor.seesSaved();
      assertThat(answerOnTheServer()).isEqualTo("written in a tunnel, and after");
    }
  }

  @Test
  void readsOnWhenTheRateLimitLetsIt() {
    AtomicInteger refused = new AtomicInteger();
    try (Visitor visitor = browser.visitor(site, Screen.DESKTOP, Tongue.ENGLISH)) {
      visitor.context().addInitScript(NO_SERVICE_WORKER);
      signIn(visitor);
      visitor
          .context()
          .route(
              "**/api/v1/retrospects/" + retrospect + "/page",
              route -> {
                if (refused.getAndIncrement() == 0) {
                  route.fulfill(
                      new Route.FulfillOptions()
                          .setStatus(429)
                          .setHeaders(Map.of("Retry-After", "1")));
                } else {
                  route.resume();
                }
              });
      visitor.page().navigate("/retrospects/" + retrospect);
      visitor.sees("going on in 1 s");
      visitor.page().locator("textarea").waitFor();
      assertThat(refused.get()).isGreaterThan(1);
    }
  }

  @Test
  void keepsWhatATabHadWhenItWasClosed() {
    try (Visitor visitor = atTheDesk()) {
      visitor.context().route("**/drafts", route -> route.abort());
      type(visitor, "closed too early");
      visitor.page().close();
      visitor.context().unroute("**/drafts");
      Page next = visitor.context().newPage();
      next.navigate("/retrospects/" + retrospect);
      next.locator("[data-state=saved]").waitFor();
      assertThat(next.locator("textarea").inputValue()).isEqualTo("closed too early");
      assertThat(answerOnTheServer()).isEqualTo("closed too early");
    }
  }

  @Test
  void keepsWhatIsWrittenWhenTheSessionEnds() {
    try (Visitor visitor = atTheDesk()) {
      visitor.context().clearCookies();
      type(visitor, "still here");
      visitor.press("Sign in again");
      visitor.write(Words.EMAIL.in(Tongue.ENGLISH), writer.email());
      visitor.press(Words.CONTINUE.in(Tongue.ENGLISH));
      visitor.page().locator("textarea").waitFor();
      assertThat(visitor.page().locator("textarea").inputValue()).isEqualTo("still here");
      visitor.seesSaved();
      assertThat(answerOnTheServer()).isEqualTo("still here");
    }
  }

  @Test
  void staysSignedInWhileTheSessionCannotBeRenewed() {
    try (Visitor visitor = atTheDesk()) {
      visitor
          .context()
          .route(
              "**/token/refresh",
              route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
      visitor
          .context()
          .clearCookies(new BrowserContext.ClearCookiesOptions().setName("access_token"));
      type(visitor, "through the outage");
      visitor.page().locator("[data-state=offline]").waitFor();
      visitor.page().reload();
      visitor.page().locator("textarea").waitFor();
      assertThat(visitor.button("Sign in again").count()).isZero();
      visitor.context().unroute("**/token/refresh");
      visitor.seesSaved();
      assertThat(answerOnTheServer()).isEqualTo("through the outage");
    }
  }

  @Test
  void asksWhenAnotherDeviceWroteSomethingElse() {
    try (Visitor visitor = atTheDesk()) {
      visitor
          .context()
          .route(
              "**/drafts",
              route -> {
                if (route.request().method().equals("PUT")) {
                  route.abort();
                } else {
                  route.resume();
                }
              });
      type(visitor, "from the train");
      asWriter()
          .put(
              "/api/v1/retrospects/" + retrospect + "/drafts",
              "{\"drafts\":[{\"questionNumber\":1,\"content\":\"from the desk\"}]}")
          .success();
      visitor.page().reload();
      visitor.sees("from the desk");
      visitor.context().unroute("**/drafts");
      visitor.looksGood("conflict");
      visitor.press("Use the server’s");
      visitor.seesSaved();
      assertThat(visitor.page().locator("textarea").inputValue()).isEqualTo("from the desk");
    }
  }

  @Test
  void acceptsNoMoreThanAThousandCharacters() {
    try (Visitor visitor = atTheDesk()) {
      type(visitor, "😀".repeat(1_000));
      visitor.seesSaved();
      assertThat(answerOnTheServer()).isEqualTo("😀".repeat(1_000));
      type(visitor, "😀".repeat(1_001));
      visitor.sees("1001 / 1000");
      visitor.looksGood("too-long");
    }
  }

  /** Without a service worker, whose requests a test could not intercept. */
  private Visitor atTheDesk() {
    Visitor visitor = browser.visitor(site, Screen.DESKTOP, Tongue.ENGLISH);
    visitor.context().addInitScript(NO_SERVICE_WORKER);
    return atTheDesk(visitor);
  }

  private Visitor atTheDesk(Visitor visitor) {
    signIn(visitor);
    visitor.open("/retrospects/" + retrospect);
    visitor.page().locator("textarea").waitFor();
    return visitor;
  }

  private void signIn(Visitor visitor) {
    visitor
        .context()
        .addCookies(
            List.of(
                new Cookie("access_token", writer.accessToken()).setUrl(site),
                new Cookie("refresh_token", writer.refreshToken()).setUrl(site)));
  }

  private static void type(Visitor visitor, String text) {
    visitor.page().locator("textarea").fill(text);
  }

  private ApiClient asWriter() {
    return server.people().as(writer);
  }

  private String answerOnTheServer() {
    return asWriter()
        .get("/api/v1/retrospects/" + retrospect + "/drafts")
        .success()
        .at("/drafts/0/content")
        .asString();
  }
}
