package com.moalog.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages on which a person plays along in a browser. */
class PagesTest {

  private static final String ORDER =
      "orderId=order-1&orderName=Pro+%3Cb%3E&amount=9900"
          + "&successUrl=http%3A%2F%2Flocalhost%2Fpaid&failUrl=http%3A%2F%2Flocalhost%2Ffailed";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init") // set before each test
  private SandboxServer sandbox;

  @BeforeEach
  void start() throws IOException {
    sandbox = SandboxServer.start(SandboxSettings.forTests());
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @Test
  void showsWhatIsToBePaid() throws Exception {
    HttpResponse<String> page = get("/checkout?" + ORDER);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body()).contains("9,900 KRW", "Pro &lt;b&gt;").doesNotContain("<b>");
  }

  @Test
  void sendsThePayerBackWithAKeyThatCanBeConfirmed() throws Exception {
    String location = location(post("/checkout", ORDER + "&decision=pay"));
    assertThat(location).startsWith("http://localhost/paid?orderId=order-1&paymentKey=");
    String key = location.replaceAll(".*paymentKey=([^&]*).*", "$1");
    assertThat(get("/__admin/effects?orderId=order-1").body()).contains("\"captures\":0");
    assertThat(location).endsWith("&amount=9900");
    assertThat(key).isNotEmpty();
  }

  @Test
  void sendsWhoeverCancelsBackWithAReason() throws Exception {
    assertThat(location(post("/checkout", ORDER + "&decision=cancel")))
        .isEqualTo("http://localhost/failed?orderId=order-1&code=PAY_PROCESS_CANCELED");
  }

  @Test
  void refusesOrdersThatMakeNoSense() throws Exception {
    assertThat(get("/checkout?orderId=order-1").statusCode()).isEqualTo(400);
    assertThat(get("/checkout?" + ORDER.replace("9900", "-1")).statusCode()).isEqualTo(400);
    String elsewhere = ORDER.replace("http%3A%2F%2Flocalhost%2Fpaid", "javascript%3Aalert(1)");
    assertThat(post("/checkout", elsewhere + "&decision=pay").statusCode()).isEqualTo(400);
  }

  @Test
  void asksForAnEmailAndComesBackWithACode() throws Exception {
    for (String path : new String[] {"/google/authorize", "/kakao/oauth/authorize"}) {
      String wish = "redirect_uri=http%3A%2F%2Flocalhost%2Flogin&state=s%221";
      assertThat(get(path + "?" + wish).body()).contains("value=\"s&quot;1\"");
      String allowed = location(post(path, wish + "&decision=allow&email=a%40example.com"));
      assertThat(allowed).matches("http://localhost/login\\?code=[0-9a-f]{32}&state=s%221");
      assertThat(location(post(path, wish + "&decision=deny")))
          .isEqualTo("http://localhost/login?error=access_denied&state=s%221");
      assertThat(get(path).statusCode()).isEqualTo(400);
      assertThat(post(path, wish + "&decision=allow").statusCode()).isEqualTo(400);
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String form)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(at(path)).POST(HttpRequest.BodyPublishers.ofString(form)).build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private URI at(String path) {
    return URI.create(sandbox.address() + path);
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }
}
