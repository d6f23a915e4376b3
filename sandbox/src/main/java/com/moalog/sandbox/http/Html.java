package com.moalog.sandbox.http;

import com.moalog.sandbox.http.Answer.Reply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The few pages on which a person plays with the sandbox in a browser. Stateless. */
public final class Html {

  private static final String STYLE =
      """
      :root {
        color-scheme: light dark;
        font: 16px/1.6 system-ui, 'Noto Sans KR', NanumGothic, sans-serif;
      }
      body {
        margin: 0; display: grid; place-items: center; min-height: 100vh;
        background: light-dark(#eef1f5, #14171c);
      }
      main {
        display: grid; gap: 18px; width: min(100% - 64px, 380px); padding: 32px;
        border-radius: 20px; background: light-dark(#fff, #1f242c);
        box-shadow: 0 20px 60px -24px rgb(0 0 0 / 40%);
      }
      h1 { margin: 0; font-size: 1.375rem; }
      p { margin: 0; color: light-dark(#4b5563, #b6bfcc); }
      form { display: grid; gap: 14px; }
      label { display: grid; gap: 6px; font-weight: 600; }
      input {
        font: inherit; padding: 12px 14px; border: 1px solid #8a93a1; border-radius: 12px;
        background: transparent; color: inherit;
      }
      button {
        font: inherit; font-weight: 650; min-height: 48px; border: 0; border-radius: 12px;
        background: #2157d6; color: #fff; cursor: pointer;
      }
      button.quiet { background: light-dark(#e5e9f0, #313945); color: inherit; }
      .amount { font-size: 2rem; font-weight: 750; color: light-dark(#14171c, #fff); }
      .note { font-size: .875rem; }
      """;

  private Html() {}

  /** A page; what comes from outside has to be {@link #escaped} already. */
  public static Reply page(String title, String body) {
    return new Reply(
        200,
        Map.of("Content-Type", "text/html; charset=utf-8", "Cache-Control", "no-store"),
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>%s</style>
        </head>
        <body><main>%s</main></body>
        </html>
        """
            .formatted(escaped(title), STYLE, body));
  }

  /** A hidden field of a form. */
  public static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(name, escaped(value));
  }

  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * Sends the browser to another address.
   *
   * @param values are added to its query
   * @throws BadRequestException 400 unless it is an http address
   */
  public static Reply redirect(String address, Map<String, String> values) {
    String query =
        values.entrySet().stream()
            .map(value -> value.getKey() + "=" + encoded(value.getValue()))
            .collect(Collectors.joining("&"));
    String separator = httpAddress(address).getRawQuery() == null ? "?" : "&";
    return new Reply(303, Map.of("Location", address + separator + query), "");
  }

  private static URI httpAddress(String text) {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && text.matches("https?://[^\\s]*")) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      throw new BadRequestException(400, "not an http address: " + malformed.getMessage());
    }
    throw new BadRequestException(400, "not an http address");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
