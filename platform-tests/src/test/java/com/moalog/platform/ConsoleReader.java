package com.moalog.platform;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.moalog.chaos.platform.Moalog;
import com.moalog.local.servers.DrivenChromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who has never seen Grafana and opens {@code ./moalog console} in a browser. To be used
 * by one thread.
 */
final class ConsoleReader implements AutoCloseable {

  private static final int LIMIT_MILLIS = 60_000;

  private final DrivenChromium chromium;
  private final Process console;
  private final Page page;
  private final List<String> faults = new ArrayList<>();

  private ConsoleReader(DrivenChromium chromium, Process console, Page page) {
    this.chromium = chromium;
    this.console = console;
    this.page = page;
  }

  static ConsoleReader of(Moalog moalog) throws IOException {
    Process console = moalog.start("console");
    DrivenChromium chromium = DrivenChromium.start(Path.of("target", "chromium"));
    BrowserContext context = chromium.browser().newContext(new Browser.NewContextOptions());
    context.setDefaultTimeout(LIMIT_MILLIS);
    ConsoleReader reader = new ConsoleReader(chromium, console, context.newPage());
    reader.page.onConsoleMessage(message -> {
      if ("error".equals(message.type())) {
        reader.faults.add(message.text());
      }
    });
    reader.page.onPageError(reader.faults::add);
    reader.open("http://127.0.0.1:" + moalog.port("CONSOLE_PORT"));
    return reader;
  }

  /** The console needs a moment to listen. */
  private void open(String address) {
    for (long end = System.nanoTime() + LIMIT_MILLIS * 1_000_000L; ; ) {
      try {
        page.navigate(address);
        page.waitForSelector("body[data-shown]");
        return;
      } catch (com.microsoft.playwright.PlaywrightException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
      }
    }
  }

  String verdict() {
    return page.locator("#verdict").innerText();
  }

  /** Titles of the charts that draw at least one line. */
  List<String> drawnCharts() {
    return page.locator(".chart:has(.line) h3").allInnerTexts();
  }

  /** What a screen reader says of each chart. */
  List<String> spokenCharts() {
    return page.locator(".chart svg[role=img]").all().stream()
        .map(chart -> String.valueOf(chart.getAttribute("aria-label")))
        .toList();
  }

  List<String> parts() {
    return page.locator("#parts th").allInnerTexts();
  }

  List<String> breakers() {
    return page.locator("#breakers li").allInnerTexts();
  }

  /** Looks at the page in a size and a scheme of colours; true when nothing sticks out. */
  boolean fits(String picture, int width, ColorScheme colours) {
    page.setViewportSize(width, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "screenshots", picture + ".png")));
    return (Boolean)
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth");
  }

  /** What the browser complained about. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  @Override
  public void close() {
    chromium.close();
    console.destroy();
  }
}
