package com.moalog.server.session;

import com.moalog.server.model.MemberId;
import com.moalog.server.session.AccessTokens.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Whom a request's access token names, once its signature and its time were checked. An {@code
 * Authorization} header alone decides when there is one; the cookie counts only without it.
 * Thread-safe.
 */
public final class Callers {

  private static final String SCHEME = "Bearer ";

  private final AccessTokens tokens;

  Callers(AccessTokens tokens) {
    this.tokens = tokens;
  }

  /** The member who calls; empty without a valid token. */
  public Optional<MemberId> memberOf(HttpServletRequest request) {
    return of(request).map(Caller::member);
  }

  Optional<Caller> of(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null) {
      return TokenCookies.read(request, TokenCookies.ACCESS).flatMap(tokens::callerOf);
    }
    return header.startsWith(SCHEME)
        ? tokens.callerOf(header.substring(SCHEME.length()))
        : Optional.empty();
  }
}
