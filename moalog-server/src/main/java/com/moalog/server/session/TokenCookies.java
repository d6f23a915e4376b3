package com.moalog.server.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;

/** Reads and writes the cookies that carry tokens. Immutable and thread-safe. */
public final class TokenCookies {

  public static final String ACCESS = "access_token";
  public static final String REFRESH = "refresh_token";
  public static final String SIGNUP = "signup_token";

  private final boolean secure;

  TokenCookies(boolean secure) {
    this.secure = secure;
  }

  /** The non-empty value of a cookie. */
  public static Optional<String> read(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
        return Optional.of(cookie.getValue());
      }
    }
    return Optional.empty();
  }

  /** Sets a cookie. The order of the attributes is part of the contract. */
  public void set(HttpServletResponse response, String name, String value, Duration age) {
    response.addHeader(
        "Set-Cookie",
        name
            + "="
            + value
            + "; HttpOnly;"
            + (secure ? " Secure;" : "")
            + " SameSite=Lax; Path=/; Max-Age="
            + age.toSeconds());
  }

  /** Makes the browser forget a cookie. */
  public void clear(HttpServletResponse response, String name) {
    set(response, name, "", Duration.ZERO);
  }
}
