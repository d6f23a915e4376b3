package com.moalog.server.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.moalog.local.servers.DrivenChromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One Chromium; every visitor has a profile of their own in it. To be used by one thread. */
final class Browser implements AutoCloseable {

  private static final int ACTION_LIMIT_MILLIS = 60_000;

  private final DrivenChromium chromium;

  private Browser(DrivenChromium chromium) {
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
    return new Browser(DrivenChromium.start(Path.of("target", "chromium")));
  }

  /** Somebody with a browser of their own. */
  Visitor visitor(String site, Screen screen, Tongue tongue) {
    return visitor(site, screen, tongue, ColorScheme.LIGHT);
  }

  /** Somebody with a browser of their own that prefers light or dark. */
  Visitor visitor(String site, Screen screen, Tongue tongue, ColorScheme scheme) {
    BrowserContext context =
        chromium
            .browser()
            .newContext(
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
      boolean own = request.url().startsWith(site) || request.url().startsWith("blob:" + site);
      if (!own && !leaves(page, request)) {
        faults.add("a request to somebody else: " + request.url());
      }
    });
    Calls calls = new Calls();
    page.onResponse(answer -> calls.note(site, answer));
    return new Visitor(context, page, faults, calls);
  }

  /** Whether the person goes to another site, instead of the page asking it for something. */
  private static boolean leaves(Page page, Request request) {
    return request.isNavigationRequest() && request.frame().equals(page.mainFrame());
  }

  @Override
  public void close() {
    chromium.close();
  }
}
