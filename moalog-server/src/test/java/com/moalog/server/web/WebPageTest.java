package com.moalog.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the page's files are served. */
class WebPageTest {

  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  private static final TestServer SERVER = TestServer.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void needsThePage() {
    BuiltPage.require();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/login", "/rooms/12", "/retrospects/3?tab=analysis", "/join/INV-ABCD-2345"})
  void opensEveryPageByItsAddress(String path) throws Exception {
    HttpResponse<byte[]> page = get(path, "Accept", BROWSER);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
    assertThat(text(page)).contains("<div id=\"app\">");
  }

  @Test
  void saysThatAPageDoesNotExist() throws Exception {
    HttpResponse<byte[]> page = get("/nothing/here", "Accept", BROWSER);
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(text(page)).contains("<div id=\"app\">");
  }

  @Test
  void leavesTheApiAsItWas() throws Exception {
    ApiClient nobody = SERVER.client();
    nobody.get("/").isRefused(404, "COMMON404");
    nobody.get("/rooms/12").isRefused(404, "COMMON404");
    HttpResponse<byte[]> missing = get("/api/v1/nothing", "Accept", BROWSER);
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(text(missing)).contains("\"code\":\"COMMON404\"");
    assertThat(header(missing, "Content-Security-Policy"))
        .contains("default-src 'none'")
        .doesNotContain("script-src");
    assertThat(get("/index.html", "Accept", "*/*").statusCode()).isEqualTo(404);
    assertThat(get("/login", "Accept", "text/html;q=0, */*").statusCode()).isEqualTo(404);
  }

  @Test
  void letsBrowsersKeepWhatNeverChanges() throws Exception {
    for (String path : assets()) {
      HttpResponse<byte[]> asset = get(path, "Accept", "*/*");
      assertThat(asset.statusCode()).isEqualTo(200);
      assertThat(header(asset, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    }
  }

  @Test
  void sendsFilesPacked() throws Exception {
    String script =
        assets().stream().filter(path -> path.endsWith(".js")).findFirst().orElseThrow();
    HttpResponse<byte[]> plain = get(script, "Accept", "*/*");
    HttpResponse<byte[]> gzip = get(script, "Accept-Encoding", "gzip");
    HttpResponse<byte[]> brotli = get(script, "Accept-Encoding", "gzip, br");
    assertThat(header(plain, "Content-Encoding")).isEmpty();
    assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
    assertThat(unpacked(gzip.body())).isEqualTo(plain.body());
    assertThat(header(brotli, "Content-Encoding")).isEqualTo("br");
    assertThat(brotli.body().length).isLessThan(gzip.body().length);
    HttpResponse<byte[]> refused = get(script, "Accept-Encoding", "br;q=0, gzip;q=0.5");
    assertThat(header(refused, "Content-Encoding")).isEqualTo("gzip");
  }

  @Test
  void sendsNothingThatTheBrowserHas() throws Exception {
    HttpResponse<byte[]> first = get("/theme.js", "Accept", "*/*");
    HttpResponse<byte[]> again = get("/theme.js", "If-None-Match", header(first, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(get("/theme.js", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void trustsOnlyItself() throws Exception {
    HttpResponse<byte[]> page = get("/", "Accept", BROWSER);
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http:", "https:");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
    assertThat(text(page)).doesNotContain("src=\"http", "href=\"http");
  }

  @Test
  void countsNoFileAgainstTheRateLimit() throws Exception {
    HttpResponse<byte[]> head =
        send(request("/login").method("HEAD", noBody()).header("Accept", BROWSER));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "X-RateLimit-Remaining")).isEmpty();
  }

  private static List<String> assets() {
    return WebFiles.ofThisBuild().paths().stream()
        .filter(path -> path.startsWith("/assets/"))
        .toList();
  }

  private static HttpResponse<byte[]> get(String path, String header, String value)
      throws IOException, InterruptedException {
    return send(request(path).header(header, value));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(SERVER.address() + path));
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }
}
