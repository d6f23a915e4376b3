package com.moalog.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.TestServer;
import com.moalog.server.web.Browser.Screen;
import com.moalog.server.web.Browser.Tongue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Takes the pictures of the READMEs: {@code mvn -pl moalog-server -am verify -Dtest=ProductPictures
 * -Dsurefire.failIfNoSpecifiedTests=false}. Its name keeps it out of the usual run.
 */
class ProductPictures {

  private static final Path FOLDER = Path.of("..", "docs", "pictures");
  private static final int LIMIT_BYTES = 150 * 1_024;

  /** Draws a picture into a canvas, which packs it better than a screenshot is packed. */
  private static final String PACK =
      """
      async (png) => {
        const image = new Image();
        image.src = 'data:image/png;base64,' + png;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        canvas.getContext('2d').drawImage(image, 0, 0);
        return canvas.toDataURL('image/webp', 0.86).split(',')[1];
      }
      """;

  private static final Locator.WaitForOptions GONE =
      new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);

  @Test
  void areTaken() throws IOException {
    BuiltPage.require();
    Files.createDirectories(FOLDER);
    try (TestServer server = TestServer.start(Map.of());
        Browser browser = Browser.start()) {
      SampleTeam korean = SampleTeam.korean(server);
      SampleTeam english = SampleTeam.english(server);
      korean.gather();
      english.gather();
      try (Visitor phone = visitor(browser, server, korean, Screen.PHONE, Tongue.KOREAN)) {
        phone.open("/retrospects/" + korean.draft());
        phone.page().locator("textarea").waitFor();
        take(phone, "phone-write");
        phone.open("/retrospects/" + korean.latest() + "?tab=answers");
        phone.page().locator(".answer").first().waitFor();
        take(phone, "phone-answers");
        phone.open("/retrospects/" + korean.latest() + "?tab=analysis");
        phone.page().locator(".evidence").first().waitFor();
        take(phone, "phone-analysis");
      }
      try (Visitor desktop = visitor(browser, server, english, Screen.DESKTOP, Tongue.ENGLISH)) {
        desktop.open("/rooms/" + english.room());
        desktop.sees("Sprint");
        take(desktop, "desktop-room");
        desktop.open("/retrospects/" + english.latest() + "?tab=analysis");
        desktop.page().locator(".evidence").first().waitFor();
        take(desktop, "desktop-analysis");
        desktop.open("/rooms/" + english.room() + "?tab=trends");
        desktop.sees(MoreWords.EMOTIONS.in(Tongue.ENGLISH));
        take(desktop, "desktop-trends");
      }
    }
  }

  private static Visitor visitor(
      Browser browser, TestServer server, SampleTeam team, Screen screen, Tongue tongue) {
    String site = server.address().toString();
    Visitor visitor = browser.visitor(site, screen, tongue);
    Person owner = team.owner();
    visitor
        .context()
        .addCookies(
            List.of(
                new Cookie("access_token", owner.accessToken()).setUrl(site),
                new Cookie("refresh_token", owner.refreshToken()).setUrl(site)));
    return visitor;
  }

  /** Takes what stands in the window. */
  private static void take(Visitor visitor, String name) throws IOException {
    visitor.page().waitForLoadState();
    visitor.page().locator("[aria-busy=true], .skeleton").first().waitFor(GONE);
    byte[] png =
        visitor
            .page()
            .screenshot(new Page.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
    Page bench = visitor.context().newPage();
    Object packed = bench.evaluate(PACK, Base64.getEncoder().encodeToString(png));
    bench.close();
    byte[] webp = Base64.getDecoder().decode(String.valueOf(packed));
    assertThat(webp.length).as(name).isBetween(1_000, LIMIT_BYTES);
    Files.write(FOLDER.resolve(name + ".webp"), webp);
  }
}
