package com.moalog.server.login;

import com.moalog.server.session.TokenCookies;
import com.moalog.server.session.TokenSettings;
import jakarta.servlet.http.HttpServletResponse;

/** Hands tokens to browsers. Thread-safe. */
final class SessionCookies {

  private final TokenCookies cookies;
  private final TokenSettings settings;

  SessionCookies(TokenCookies cookies, TokenSettings settings) {
    this.cookies = cookies;
    this.settings = settings;
  }

  /** The tokens of a session, the access token first. */
  void begin(HttpServletResponse response, Sessions.Tokens tokens) {
    cookies.set(response, TokenCookies.ACCESS, tokens.access(), settings.accessLifetime());
    cookies.set(response, TokenCookies.REFRESH, tokens.refresh(), settings.refreshLifetime());
  }

  /** Makes the browser forget the session. */
  void end(HttpServletResponse response) {
    cookies.clear(response, TokenCookies.ACCESS);
    cookies.clear(response, TokenCookies.REFRESH);
  }

  /** The permission to sign up. */
  void allowSignup(HttpServletResponse response, String token) {
    cookies.set(response, TokenCookies.SIGNUP, token, settings.signupLifetime());
  }

  /** Takes the permission to sign up back. */
  void endSignup(HttpServletResponse response) {
    cookies.clear(response, TokenCookies.SIGNUP);
  }
}
