package com.moalog.server.web;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.TestServer;
import com.moalog.server.web.Browser.Screen;
import com.moalog.server.web.Browser.Tongue;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the payment page sends people back to, in each of its states. */
class CheckoutPageTest {

  private static final String CHECKOUT = "**/api/v1/subscriptions/checkout";
  private static final String CONFIRMED =
      "{\"isSuccess\":true,\"code\":\"COMMON200\",\"message\":\"\",\"result\":null}";

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Browser browser;

  private final TestServer server = TestServer.shared();
  private final Person payer = server.people().newcomer();

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
  void saysHowThePaymentIsGoing(Tongue tongue, Screen screen) {
    String story = "checkout-" + screen.name().toLowerCase(Locale.ROOT);
    String site = server.address().toString();
    try (Visitor visitor = browser.visitor(site, screen, tongue)) {
      visitor.context().addInitScript("delete Navigator.prototype.serviceWorker");
      visitor
          .context()
          .addCookies(List.of(new Cookie("access_token", payer.accessToken()).setUrl(site)));
      visitor.open("/plans/failed");
      visitor.page().locator(".empty a[href='/plans']").waitFor();
      visitor.looksGood(story + "-failed");

      visitor.context().route(CHECKOUT, _ -> {});
      visitor.open("/plans/paid?paymentKey=k&orderId=o");
      visitor.page().locator(".empty[role=status]").waitFor();
      visitor.looksGood(story + "-working");
      visitor.context().unroute(CHECKOUT);

      server.people().givePro(payer);
      visitor
          .context()
          .route(CHECKOUT, route -> route.fulfill(new Route.FulfillOptions().setBody(CONFIRMED)));
      visitor.open("/plans/paid?paymentKey=k&orderId=o");
      visitor.page().locator(".empty:not([role=status]) a[href='/plans']").waitFor();
      visitor.sees("Pro");
      visitor.looksGood(story + "-paid");
    }
  }
}
