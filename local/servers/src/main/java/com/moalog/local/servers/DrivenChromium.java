package com.moalog.local.servers;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@link Chromium} under Playwright, which whoever uses this class brings along, with Node.js on
 * the PATH. To be used by one thread.
 */
public final class DrivenChromium implements AutoCloseable {

  private final Playwright playwright;
  private final Browser browser;

  private DrivenChromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * A running browser.
   *
   * @param scratch a folder that may be written to
   * @throws IOException where Chromium's packages or Node.js cannot be had
   */
  public static DrivenChromium start(Path scratch) throws IOException {
    Chromium program = Chromium.ofRepository();
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(program.environment(scratch));
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    return new DrivenChromium(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program.program())
                    .setArgs(program.flags())
                    .setEnv(environment)));
  }

  /** Whether Node.js, which drives the browser, is on the PATH. */
  public static boolean hasNode() {
    return findNode().isPresent();
  }

  private static String node() throws IOException {
    return findNode()
        .orElseThrow(() -> new IOException("Node.js was not found on the PATH"))
        .toString();
  }

  private static Optional<Path> findNode() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "node"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
