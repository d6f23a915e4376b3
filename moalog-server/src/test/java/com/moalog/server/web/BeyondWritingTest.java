package com.moalog.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import com.moalog.server.web.Browser.Screen;
import com.moalog.server.web.Browser.Tongue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything a team finds beside writing and reading, clicked through on a real server. */
class BeyondWritingTest {

  private static final Page.WaitForSelectorOptions ATTACHED =
      new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED);

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Browser browser;

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

  @ParameterizedTest
  @CsvSource({"KOREAN, PHONE", "ENGLISH, DESKTOP"})
  void offersATeamMoreThanWriting(Tongue tongue, Screen screen) {
    String site = TestServer.shared().address().toString();
    Team team = Team.arrange(tongue, screen);
    try (Visitor owner = browser.visitor(site, screen, tongue)) {
      owner.open("/");
      owner.write(Words.EMAIL.in(tongue), team.owner().email());
      owner.press(Words.CONTINUE.in(tongue));
      owner.page().locator(".room-card").first().waitFor();
      team.followsUp(owner);
      team.looksBeforeItAnalyses(owner);
      team.readsTheEvidence(owner);
      team.agreesOnAProposal(owner);
      team.seesWhatTheAiCostsAndSwitchesItOff(owner);
      team.isNotified(owner);
      team.seesItsTrends(owner);
      team.takesItsDataElsewhere(owner);
      team.writesAnonymously(owner);
    }
  }

  /**
   * Two people, two analysed retrospectives and one that only waits for its analysis.
   *
   * @param waiting the retrospective that is not analysed yet
   */
  private record Team(Tongue tongue, Person owner, Retro.Room room, long waiting, String story) {

    static Team arrange(Tongue tongue, Screen screen) {
      TestServer server = TestServer.shared();
      Retro retro = new Retro(server);
      Person owner = server.people().newcomer();
      Person guest = server.people().newcomer();
      Retro.Room room = retro.room(owner, "Beyond");
      retro.join(guest, room);
      long latest = 0;
      for (int number = 1; number <= 3; number++) {
        latest = retro.retrospect(owner, room, "Sprint " + number);
        for (Person person : new Person[] {owner, guest}) {
          retro.participate(person, latest);
          retro.submit(
              person,
              latest,
              tongue == Tongue.KOREAN
                  ? "배포가 빨라서 뿌듯했지만 테스트가 느려서 답답했어요"
                  : "We were proud of the release, but slow tests were frustrating");
        }
        if (number < 3) {
          api(server, owner, tongue).post("/api/v1/retrospects/" + latest + "/analysis").success();
        }
      }
      String story = ("beyond-" + tongue + "-" + screen).toLowerCase(Locale.ROOT);
      return new Team(tongue, owner, room, latest, story);
    }

    private static ApiClient api(TestServer server, Person person, Tongue tongue) {
      return server
          .people()
          .as(person)
          .with("Accept-Language", tongue == Tongue.KOREAN ? "ko" : "en");
    }

    private ApiClient api() {
      return api(TestServer.shared(), owner, tongue);
    }

    private String say(MoreWords words) {
      return words.in(tongue);
    }

    private void openRoom(Visitor visitor, String tab) {
      visitor.open("/rooms/" + room.id() + "?tab=" + tab);
    }

    private void openRetrospect(Visitor visitor, String tab) {
      visitor.open("/retrospects/" + waiting + "?tab=" + tab);
    }

    private void turn(Visitor visitor, MoreWords name) {
      visitor
          .page()
          .getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName(say(name)))
          .click();
    }

    void followsUp(Visitor visitor) {
      openRoom(visitor, "actions");
      visitor.press(say(MoreWords.ADD_ACTION));
      visitor.write(say(MoreWords.CONTENT), "Write it down");
      visitor.looksGood(story + "-new-action");
      visitor.press(say(MoreWords.SAVE));
      visitor.sees("Write it down");
      visitor.looksGood(story + "-actions");
      visitor.page().locator(".tick").first().click();
      visitor.sees(say(MoreWords.KEPT_ALL));
    }

    void looksBeforeItAnalyses(Visitor visitor) {
      openRetrospect(visitor, "analysis");
      visitor.press(say(MoreWords.PREVIEW));
      visitor.sees(say(MoreWords.STAYS));
      visitor.looksGood(story + "-preview");
      visitor.page().keyboard().press("Escape");
      visitor.press(Words.ANALYSE.in(tongue));
      visitor.page().locator("dialog .actions button").last().click();
      visitor.sees(Words.EMOTIONS.in(tongue));
    }

    void readsTheEvidence(Visitor visitor) {
      Locator cited = visitor.page().locator(".evidence").first();
      int answers = Integer.parseInt(cited.locator("[aria-hidden]").innerText());
      cited.click();
      Locator shown = visitor.page().locator("dialog[open] li.card");
      shown.nth(answers - 1).waitFor();
      assertThat(shown.count()).isEqualTo(answers).isPositive();
      visitor.looksGood(story + "-evidence");
      visitor.page().keyboard().press("Escape");
    }

    void agreesOnAProposal(Visitor visitor) {
      openRetrospect(visitor, "actions");
      visitor
          .page()
          .getByRole(
              AriaRole.BUTTON, new Page.GetByRoleOptions().setName(say(MoreWords.TAKE) + ": "))
          .first()
          .click();
      visitor.sees(say(MoreWords.TAKEN));
      visitor.page().locator(".action.OPEN").first().waitFor();
      visitor.looksGood(story + "-agreed");
    }

    void seesWhatTheAiCostsAndSwitchesItOff(Visitor visitor) {
      openRoom(visitor, "settings");
      visitor.sees(say(MoreWords.USED));
      visitor.looksGood(story + "-settings");
      for (boolean on : new boolean[] {false, true}) {
        turn(visitor, MoreWords.AI_ON);
        visitor.sees(say(MoreWords.CHANGED));
        assertThat(
                api()
                    .get("/api/v1/retro-rooms/" + room.id() + "/ai")
                    .success()
                    .path("enabled")
                    .asBoolean())
            .isEqualTo(on);
        visitor.page().reload();
      }
    }

    void isNotified(Visitor visitor) {
      visitor.write(say(MoreWords.ADDRESS), "https://hooks.example.com/x");
      visitor.press(say(MoreWords.SAVE_HOOK));
      Locator secret =
          visitor
              .page()
              .getByLabel(say(MoreWords.SECRET), new Page.GetByLabelOptions().setExact(true));
      assertThat(secret.inputValue()).startsWith("whsec_");
      visitor.looksGood(story + "-hook");
      TestServer.shared()
          .database()
          .sql(
              """
              INSERT INTO notification (retrospect_room_id, retrospect_id, event, state, attempts,
                last_status, happened_at, due_at)
              VALUES (:room, :id, 'ANALYSED', 'DELIVERED', 1, 200, UTC_TIMESTAMP(3),
                UTC_TIMESTAMP(3))
              """)
          .param("room", room.id())
          .param("id", waiting)
          .update();
      visitor.page().reload();
      visitor.page().getByText(say(MoreWords.DELIVERIES)).click();
      visitor.sees(say(MoreWords.DELIVERED) + " · 200");
      visitor.looksGood(story + "-deliveries");
      visitor.press(say(MoreWords.HOOK_OFF));
      visitor.sees(say(MoreWords.HOOK_IS_OFF));
    }

    void seesItsTrends(Visitor visitor) {
      openRoom(visitor, "trends");
      visitor.sees(say(MoreWords.EMOTIONS));
      visitor.page().getByText(say(MoreWords.TABLE)).click();
      assertThat(visitor.page().locator("table.data tbody tr").count()).isEqualTo(3);
      visitor.looksGood(story + "-trends");
    }

    /** Out of the room as a file, and into another one. */
    void takesItsDataElsewhere(Visitor visitor) {
      openRoom(visitor, "settings");
      Download file = visitor.page().waitForDownload(() -> visitor.press("JSON"));
      Path kept = file.path();
      Retro.Room other = new Retro(TestServer.shared()).room(owner, "Elsewhere");
      visitor.open("/rooms/" + other.id() + "?tab=settings");
      visitor
          .page()
          .getByLabel(say(MoreWords.IMPORT), new Page.GetByLabelOptions().setExact(true))
          .setInputFiles(kept);
      visitor.sees(say(MoreWords.IMPORTED));
      visitor.looksGood(story + "-imported");
    }

    void writesAnonymously(Visitor visitor) {
      visitor.open("/rooms/" + room.id() + "/new");
      visitor.write(Words.PROJECT.in(tongue), "Nobody knows");
      turn(visitor, MoreWords.ANONYMOUS);
      visitor.looksGood(story + "-new-anonymous");
      visitor.press(Words.CREATE.in(tongue));
      visitor.page().waitForURL(Pattern.compile(".*/retrospects/\\d+"));
      for (int question = 1; question <= 5; question++) {
        // A machine is fast enough to write into the question before.
        String step = ".progress button:nth-child(" + question + ")[aria-current=step]";
        visitor.page().waitForSelector(step, ATTACHED);
        visitor.page().locator("textarea").fill("Said by nobody " + question);
        if (question < 5) {
          visitor.press(Words.NEXT.in(tongue));
        }
      }
      visitor.seesSaved();
      visitor.press(Words.REVIEW.in(tongue));
      visitor.press(Words.SUBMIT.in(tongue));
      visitor.page().locator(".answer").first().waitFor();
      assertThat(visitor.page().locator(".answer").first().innerText())
          .contains(say(MoreWords.AUTHOR))
          .doesNotContain(owner.nickname());
      visitor.press(say(MoreWords.EDIT));
      visitor.page().locator("dialog[open] textarea").first().fill("Said better by nobody");
      visitor.looksGood(story + "-anonymous-edit");
      visitor.press(say(MoreWords.SAVE));
      visitor.sees(say(MoreWords.EDITED));
    }
  }
}
