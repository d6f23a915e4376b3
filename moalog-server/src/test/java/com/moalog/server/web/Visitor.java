package com.moalog.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Somebody who looks at the page. Finds things as people do, by their names, so a control without
 * one cannot be used. To be used by one thread.
 *
 * @param faults what went wrong behind the page: exceptions, refused content, foreign requests
 * @param calls what it has asked the server for
 */
record Visitor(BrowserContext context, Page page, List<String> faults, Calls calls)
    implements AutoCloseable {

  /** Kept with the build. */
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static final String AXE = axe();

  /** Colours in the middle of a fade are nobody's colours; what waits for ever is left out. */
  private static final String SETTLED =
      """
      () => Promise.all(document.getAnimations()
        .filter((each) => each.effect.getComputedTiming().endTime !== Infinity)
        .map((each) => each.finished.catch(() => undefined)))
      """;

  private static final String SERIOUS =
      """
      async () => {
        const result = await axe.run(document, { resultTypes: ['violations'] });
        return result.violations
          .filter((fault) => fault.impact === 'serious' || fault.impact === 'critical')
          .map((fault) => fault.id + ': ' + fault.nodes.map((node) => node.target).join(', '));
      }
      """;

  void open(String path) {
    page.navigate(path);
  }

  /** Has the page say what a screen reader would stumble over, and keeps a picture of it. */
  void looksGood(String name) {
    page.evaluate(SETTLED);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
    if (page.evaluate("() => typeof axe").equals("undefined")) {
      page.evaluate(AXE);
    }
    assertThat((List<?>) page.evaluate(SERIOUS)).as("axe on " + name).isEmpty();
    assertThat(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
        .as("nothing sticks out of " + name)
        .isEqualTo(true);
    assertThat(faults).as("behind " + name).isEmpty();
  }

  void press(String name) {
    button(name).click();
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  void follow(String name) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).first().click();
  }

  void write(String label, String text) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
  }

  void tab(String name) {
    page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name)).click();
  }

  void sees(String text) {
    page.getByText(text).first().waitFor();
  }

  /** Waits until the server has acknowledged everything that was written. */
  void seesSaved() {
    page.locator("[data-state=saved]").waitFor();
  }

  private static String axe() {
    try {
      return Files.readString(Path.of("web", "node_modules", "axe-core", "axe.min.js"))
          + ";undefined";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
