package com.moalog.bench.live;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.moalog.bench.measure.Latencies;
import com.moalog.local.servers.DrivenChromium;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One Chromium in which a member of the team has the comments open. To be used by one thread; the
 * page goes on by itself meanwhile.
 */
final class Spectator implements AutoCloseable {

  private static final double LIMIT_MILLIS = 30_000;
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final double NANOS_PER_MILLI = 1_000_000;

  /** Notes when each comment had been painted, in milliseconds since 1970. */
  private static final String WATCH =
      """
      () => {
        window.painted = {};
        const note = () => {
          for (const line of document.querySelectorAll('.comments .prose')) {
            window.painted[line.textContent] ??= performance.timeOrigin + performance.now();
          }
        };
        new MutationObserver(() => requestAnimationFrame(() => setTimeout(note)))
          .observe(document.body, { childList: true, subtree: true });
      }
      """;

  private static final String SHOWS_ALL =
      "(texts) => texts.every((text) => window.painted[text] !== undefined)";

  private final DrivenChromium chromium;
  private final Page page;

  private Spectator(DrivenChromium chromium, Page page) {
    this.chromium = chromium;
    this.page = page;
  }

  /** Opens the page and the comments. */
  static Spectator open(Team team) throws IOException {
    DrivenChromium chromium =
        DrivenChromium.start(
            Path.of(System.getProperty("moalog.root"), "benchmarks", "target", "chromium"));
    try {
      return new Spectator(chromium, opened(chromium, team));
    } catch (RuntimeException failed) {
      // It would keep the program from ending.
      chromium.close();
      throw failed;
    }
  }

  private static Page opened(DrivenChromium chromium, Team team) {
    String site = "http://127.0.0.1:" + team.port();
    BrowserContext context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(site)
                    .setLocale("en-US")
                    .setViewportSize(1_280, 860));
    context.addCookies(
        List.of(new Cookie("access_token", team.token(LiveBenchmark.WATCHERS)).setUrl(site)));
    Page page = context.newPage();
    page.waitForResponse(
        answer -> answer.url().startsWith(site + team.path()), () -> page.navigate(team.page()));
    page.locator(".reaction[aria-expanded]").first().click();
    page.locator(".comments").waitFor();
    page.evaluate(WATCH);
    return page;
  }

  /** Waits until these writes are on the screen, and says how long after its begin each was. */
  Latencies shown(Collection<Team.Write> writes) {
    page.waitForFunction(
        SHOWS_ALL,
        writes.stream().map(Team.Write::text).toList(),
        new Page.WaitForFunctionOptions().setTimeout(LIMIT_MILLIS));
    Map<?, ?> painted = (Map<?, ?>) page.evaluate("() => window.painted");
    double offsetMillis = epochMillis() - System.nanoTime() / NANOS_PER_MILLI;
    Latencies latencies = new Latencies();
    for (Team.Write write : writes) {
      if (painted.get(write.text()) instanceof Number at) {
        double began = write.beganNanos() / NANOS_PER_MILLI + offsetMillis;
        latencies.record(Math.round((at.doubleValue() - began) * NANOS_PER_MILLI));
      }
    }
    return latencies;
  }

  private static double epochMillis() {
    Instant now = Instant.now();
    return now.getEpochSecond() * MILLIS_PER_SECOND + now.getNano() / NANOS_PER_MILLI;
  }

  @Override
  public void close() {
    chromium.close();
  }
}
