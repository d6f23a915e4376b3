package com.moalog.server.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.moalog.local.servers.Chromium;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One Chromium; every visitor has a profile of their own in it. To be used by one thread. */
final class Browser implements AutoCloseable {

  private static final int ACTION_LIMIT_MILLIS = 20_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  /** How big the screen is. */
  enum Screen {
    PHONE(390, 844),
    DESKTOP(1280, 860);

    private final int width;
    private final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  /** Which words the page speaks. */
  enum Tongue {
    KOREAN("ko-KR"),
    ENGLISH("en-US");

    private final String locale;

    Tongue(String locale) {
      this.locale = locale;
    }
  }

  static Browser start() throws IOException {
    Chromium program = Chromium.ofRepository();
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(program.environment(Path.of("target", "chromium")));
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    return new Browser(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program.program())
                    .setArgs(program.flags())
                    .setEnv(environment)));
  }

  private static String node() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "node"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow()
        .toString();
  }

  /** Somebody with a browser of their own. */
  Visitor visitor(String site, Screen screen, Tongue tongue) {
    return visitor(site, screen, tongue, ColorScheme.LIGHT);
  }

  /** Somebody with a browser of their own that prefers light or dark. */
  Visitor visitor(String site, Screen screen, Tongue tongue, ColorScheme scheme) {
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(site)
                .setViewportSize(screen.width, screen.height)
                .setIsMobile(screen == Screen.PHONE)
                .setHasTouch(screen == Screen.PHONE)
                .setDeviceScaleFactor(screen == Screen.PHONE ? 2 : 1)
                .setLocale(tongue.locale)
                .setTimezoneId("Asia/Seoul")
                .setColorScheme(scheme)
                .setAcceptDownloads(true));
    context.setDefaultTimeout(ACTION_LIMIT_MILLIS);
    List<String> faults = new ArrayList<>();
    Page page = context.newPage();
    page.onPageError(faults::add);
    page.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")) {
        faults.add(message.text());
      }
    });
    page.onRequest(request -> {
      if (!request.url().startsWith(site) && !request.url().startsWith("blob:" + site)) {
        faults.add("a request to somebody else: " + request.url());
      }
    });
    return new Visitor(context, page, faults);
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
