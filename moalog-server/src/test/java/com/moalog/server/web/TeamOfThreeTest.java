package com.moalog.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.moalog.server.testing.TestServer;
import com.moalog.server.web.Browser.Screen;
import com.moalog.server.web.Browser.Tongue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three people run a retrospective, each in a browser of their own, on a real server: this build's,
 * or the platform's at the address in {@code moalog.site}.
 */
class TeamOfThreeTest {

  private static final List<String> NAMES = List.of("Mina", "Joon", "Sora");

  private static final Page.WaitForSelectorOptions ATTACHED =
      new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED);

  /** Of the 100 of a minute, when only this test asks now and then. */
  private static final int FRESH = 90;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Browser browser;

  private final String site = site();

  private static String site() {
    @Nullable String platform = System.getProperty("moalog.site");
    return platform == null ? TestServer.shared().address().toString() : platform;
  }

  @BeforeAll
  static void start() throws IOException {
    BuiltPage.require();
    browser = Browser.start();
  }

  /** The minute of the office is not over because a machine has already played a whole story. */
  @BeforeEach
  void waitsForTheNextMinute() {
    Awaitility.await()
        .pollInterval(Duration.ofSeconds(10))
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(90))
        .until(() -> left() >= FRESH);
  }

  /** How many requests of this address are let through, as the answer to one more says. */
  private long left() throws IOException, InterruptedException {
    URI any = URI.create(site + "/api/v1/plans");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(any).build();
      HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
      return answer.headers().firstValueAsLong("X-RateLimit-Remaining").orElse(FRESH);
    }
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"KOREAN, DESKTOP", "ENGLISH, PHONE", "KOREAN, PHONE", "ENGLISH, DESKTOP"})
  void runsAWholeRetrospective(Tongue tongue, Screen screen) throws IOException {
    Team team = new Team(tongue, screen, (tongue + "-" + screen).toLowerCase(Locale.ROOT));
    try (Visitor mina = browser.visitor(site, screen, tongue);
        Visitor joon = browser.visitor(site, screen, tongue);
        Visitor sora = browser.visitor(site, screen, tongue)) {
      mina.open("/");
      team.signUp(mina, 0);
      String invitation = team.openRoom(mina);
      String retrospect = team.plan(mina);
      for (Visitor guest : List.of(joon, sora)) {
        team.accept(guest, invitation, guest.equals(joon) ? 1 : 2);
        guest.open(retrospect);
        guest.press(team.say(Words.TAKE_PART));
      }
      team.hints(mina);
      List.of(mina, joon, sora).forEach(team::write);
      mina.seesSaved();
      List.of(mina, joon, sora).forEach(team::submit);
      team.talk(joon, retrospect);
      team.analyse(mina, retrospect);
      team.takeAway(mina);
      team.lookAround(mina);
      List<Calls> calls = Stream.of(mina, joon, sora).map(Visitor::calls).toList();
      Calls.keep(team.story(), calls);
      assertThat(calls).as("three people at one address").allMatch(page -> page.refused() == 0);
    }
  }

  @Test
  void isGoodToLookAtInTheDark() {
    Team team = new Team(Tongue.KOREAN, Screen.DESKTOP, "dark");
    try (Visitor night = browser.visitor(site, Screen.DESKTOP, Tongue.KOREAN, ColorScheme.DARK)) {
      night.open("/");
      team.signUp(night, 0);
      team.openRoom(night);
      team.plan(night);
      team.write(night);
      team.submit(night);
      team.analyse(night, night.page().url());
      team.lookAround(night);
    }
  }

  /** What the people of one story do, in their language; each page is looked at once. */
  private record Team(Tongue tongue, Screen screen, String story, Set<String> seen) {

    Team(Tongue tongue, Screen screen, String story) {
      this(tongue, screen, story, new HashSet<>());
    }

    private void looksGood(Visitor visitor, String page) {
      if (seen.add(page)) {
        visitor.looksGood(story + "-" + page);
      }
    }

    String say(Words words) {
      return words.in(tongue);
    }

    void signUp(Visitor visitor, int who) {
      visitor.page().getByRole(AriaRole.BUTTON).first().waitFor();
      looksGood(visitor, "login");
      visitor.write(say(Words.EMAIL), NAMES.get(who) + "." + story + "@example.com");
      visitor.press(say(Words.CONTINUE));
      visitor.write(say(Words.NICKNAME), NAMES.get(who) + story.replace("-", ""));
      looksGood(visitor, "signup");
      visitor.press(say(Words.START));
    }

    String openRoom(Visitor owner) {
      owner.press(say(Words.NEW_ROOM));
      owner.write(say(Words.ROOM_NAME), "Team " + story.length());
      looksGood(owner, "new-room");
      owner.press(say(Words.CREATE));
      owner.page().waitForURL(Pattern.compile(".*/rooms/\\d+"));
      owner.press(say(Words.INVITE));
      String link = owner.page().getByLabel(say(Words.INVITE_LINK)).first().inputValue();
      looksGood(owner, "invite");
      owner.press(say(Words.CLOSE));
      looksGood(owner, "room");
      return link;
    }

    String plan(Visitor owner) {
      owner.follow(say(Words.NEW_RETRO));
      owner.write(say(Words.PROJECT), "Sprint 42");
      looksGood(owner, "new-retro");
      owner.press(say(Words.CREATE));
      owner.page().waitForURL(Pattern.compile(".*/retrospects/\\d+"));
      return owner.page().url();
    }

    void accept(Visitor guest, String invitation, int who) {
      guest.open(invitation);
      looksGood(guest, "join");
      guest.follow(say(Words.SIGN_IN_AND_ENTER));
      signUp(guest, who);
      guest.press(say(Words.ENTER_ROOM));
      guest.page().waitForURL(Pattern.compile(".*/rooms/\\d+"));
    }

    void hints(Visitor writer) {
      writer.press(say(Words.HINTS));
      writer.button(say(Words.HINTS_AGAIN)).waitFor();
      looksGood(writer, "hints");
    }

    void write(Visitor writer) {
      for (int question = 1; question <= 5; question++) {
        // A machine is fast enough to write into the question before.
        String step = ".progress button:nth-child(" + question + ")[aria-current=step]";
        writer.page().waitForSelector(step, ATTACHED);
        writer.page().locator("textarea").fill(answer(question));
        if (question < 5) {
          writer.press(say(Words.NEXT));
        }
      }
      looksGood(writer, "write");
    }

    /** Also what is only on the device yet. */
    void submit(Visitor writer) {
      writer.press(say(Words.REVIEW));
      looksGood(writer, "review");
      writer.press(say(Words.SUBMIT));
      writer.page().locator(".answer").first().waitFor();
    }

    private String answer(int question) {
      return tongue == Tongue.KOREAN
          ? question + "번. 함께 끝까지 해내서 뿌듯했지만 배포 전날은 불안하고 힘들었어요."
          : question + ". We were proud to finish together, but the night before was stressful.";
    }

    void talk(Visitor reader, String retrospect) {
      reader.open(retrospect);
      reader.tab(say(Words.ANSWERS));
      assertThat(eventually(reader, ".answer", 3)).isEqualTo(3);
      reader.page().locator(".reaction").first().click();
      reader.page().locator(".reaction[aria-pressed=true]").waitFor();
      reader.page().locator(".reaction").nth(1).click();
      reader.write(say(Words.COMMENT), "👏 +1");
      reader.page().waitForResponse("**/page/responses?*", () -> reader.press(say(Words.POST)));
      reader.sees("👏 +1");
      assertThat(reader.page().locator(".reaction[aria-pressed=true]").count()).isEqualTo(1);
      looksGood(reader, "answers");
      reader.page().reload();
      reader.page().locator(".reaction[aria-pressed=true]").waitFor();
    }

    private static int eventually(Visitor reader, String selector, int count) {
      reader.page().locator(selector).nth(count - 1).waitFor();
      return reader.page().locator(selector).count();
    }

    void analyse(Visitor owner, String retrospect) {
      owner.open(retrospect);
      owner.tab(say(Words.ANALYSIS));
      owner.press(say(Words.ANALYSE));
      owner.page().locator("dialog .actions button").last().click();
      owner.sees(say(Words.EMOTIONS));
      owner.sees(say(Words.YOURS));
      looksGood(owner, "analysis");
    }

    void takeAway(Visitor owner) throws IOException {
      Download report = owner.page().waitForDownload(() -> owner.press(say(Words.PDF)));
      byte[] start = Files.readAllBytes(report.path());
      assertThat(new String(start, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
      assertThat(report.suggestedFilename()).startsWith("retrospect_report_").endsWith(".pdf");
    }

    void lookAround(Visitor owner) {
      owner.open("/storage");
      owner.sees("Sprint 42");
      looksGood(owner, "storage");
      owner.open("/search");
      owner.write(say(Words.SEARCH), "sprint");
      owner.page().keyboard().press("Enter");
      owner.sees("Sprint 42");
      looksGood(owner, "search");
      owner.open("/plans");
      owner.sees("Team");
      owner.page().locator(".plan").nth(2).waitFor();
      looksGood(owner, "plans");
      owner.open("/me");
      owner.button(say(Words.WITHDRAW)).waitFor();
      looksGood(owner, "me");
      owner.open("/");
      owner.page().locator(".room-card").first().waitFor();
      looksGood(owner, "rooms");
      owner.open("/no/such/page");
      looksGood(owner, "not-found");
    }
  }
}
