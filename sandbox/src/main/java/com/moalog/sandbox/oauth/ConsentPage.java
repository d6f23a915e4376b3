package com.moalog.sandbox.oauth;

import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.http.Html;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person sees at Google or Kakao: who asks, and whether to allow it (RFC 6749, 4.1.1). Here
 * anybody may say which email is theirs. Thread-safe.
 */
final class ConsentPage {

  /** Makes the code that stands for a consent. */
  @FunctionalInterface
  interface Codes {
    String issue(Brand brand, String email, String redirectUri);
  }

  private final Codes codes;

  ConsentPage(Codes codes) {
    this.codes = codes;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/google/authorize", (request, _) -> ask(request, Brand.GOOGLE)),
        new Route("POST", "/google/authorize", (request, _) -> answer(request, Brand.GOOGLE)),
        new Route("GET", "/kakao/oauth/authorize", (request, _) -> ask(request, Brand.KAKAO)),
        new Route("POST", "/kakao/oauth/authorize", (request, _) -> answer(request, Brand.KAKAO)));
  }

  private static Answer ask(Request request, Brand brand) {
    String redirect = needed(request.query(), "redirect_uri");
    String name = brand == Brand.GOOGLE ? "Google" : "Kakao";
    return Html.page(
        "Sandbox " + name,
        """
        <h1>%s <span class="note">sandbox</span></h1>
        <p>This page plays %s. Whichever email you give signs in to the application.</p>
        <form method="post">
        %s%s
        <label>Email <input type="email" name="email" required autofocus maxlength="255"></label>
        <button name="decision" value="allow">Allow</button>
        <button class="quiet" name="decision" value="deny" formnovalidate>Deny</button>
        </form>
        """
            .formatted(
                name,
                name,
                Html.hidden("redirect_uri", redirect),
                Html.hidden("state", request.query().getOrDefault("state", ""))));
  }

  private Answer answer(Request request, Brand brand) {
    Map<String, String> form = request.form();
    String redirect = needed(form, "redirect_uri");
    Map<String, String> values = new LinkedHashMap<>();
    if (form.getOrDefault("decision", "").equals("allow")) {
      String email = needed(form, "email");
      if (email.length() > LoginProviders.MAX_EMAIL) {
        throw new BadRequestException(400, "email is too long");
      }
      values.put("code", codes.issue(brand, email, redirect));
    } else {
      values.put("error", "access_denied");
    }
    values.put("state", form.getOrDefault("state", ""));
    return Html.redirect(redirect, values);
  }

  private static String needed(Map<String, String> values, String name) {
    String value = values.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new BadRequestException(400, name + " is needed");
    }
    return value;
  }
}
