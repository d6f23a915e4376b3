package com.moalog.platform;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.moalog.chaos.platform.Moalog;
import com.moalog.local.servers.DrivenChromium;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Somebody who buys a plan in a browser, as everybody does. To be used by one thread. */
final class Shopper implements AutoCloseable {

  private static final int LIMIT_MILLIS = 60_000;

  private final DrivenChromium chromium;
  private final BrowserContext context;
  private final Page page;

  private Shopper(DrivenChromium chromium, BrowserContext context) {
    this.chromium = chromium;
    this.context = context;
    this.page = context.newPage();
  }

  /** Skips the test where the page cannot be built. */
  static void requirePage() {
    assumeTrue(isOnPath("node") && isOnPath("npm"), "Node.js and npm are not installed");
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Goes to the plans by way of Google, which the sandbox plays, and chooses a nickname. */
  static Shopper signedUp(Moalog moalog, String nickname) throws IOException {
    DrivenChromium chromium = DrivenChromium.start(Path.of("target", "chromium"));
    BrowserContext context =
        chromium
            .browser()
            .newContext(
                new com.microsoft.playwright.Browser.NewContextOptions()
                    .setBaseURL("http://localhost:" + moalog.port("SERVER_PORT"))
                    .setLocale("en-US"));
    context.setDefaultTimeout(LIMIT_MILLIS);
    Shopper shopper = new Shopper(chromium, context);
    shopper.page.navigate("/login?next=/plans");
    shopper.press("Continue with Google");
    shopper.write("Email", nickname + "@example.com");
    shopper.press("Allow");
    shopper.write("Nickname", nickname);
    shopper.press("Start with Moalog");
    shopper.page.waitForURL("**/plans");
    return shopper;
  }

  /** Chooses a plan and stands before the payment page, which the sandbox plays, too. */
  void choose(String plan) {
    press("Start " + plan);
    page.waitForURL(Pattern.compile(".*/checkout\\?.*"));
    sees("KRW");
  }

  void press(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  void follow(String name) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).first().click();
  }

  private void write(String label, String text) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
  }

  void sees(String text) {
    page.getByText(text).first().waitFor();
  }

  /** What stands in the box of a plan. */
  String card(String plan) {
    Locator card =
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(plan).setExact(true));
    return card.innerText();
  }

  @Override
  public void close() {
    context.close();
    chromium.close();
  }
}
