package com.moalog.server.session;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.OpenToAnyone;
import com.moalog.server.http.Refusal;
import com.moalog.server.session.AccessTokens.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Finds out who calls before anything of the request is read. An {@code Authorization} header alone
 * decides when there is one; the cookie counts only without it. Thread-safe.
 */
final class Authentication implements HandlerInterceptor {

  static final String MEMBER_ATTRIBUTE = Authentication.class.getName() + ".member";
  static final String END_ATTRIBUTE = Authentication.class.getName() + ".end";

  private static final String SCHEME = "Bearer ";

  private final AccessTokens tokens;

  Authentication(AccessTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && !method.hasMethodAnnotation(OpenToAnyone.class)) {
      Caller caller = caller(request).orElseThrow(() -> Refusal.of(ErrorCode.NOT_SIGNED_IN));
      request.setAttribute(MEMBER_ATTRIBUTE, caller.member());
      request.setAttribute(END_ATTRIBUTE, new TokenEnd(caller.end()));
      MDC.put("member_id", Long.toString(caller.member().value()));
    }
    return true;
  }

  private Optional<Caller> caller(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null) {
      return TokenCookies.read(request, TokenCookies.ACCESS).flatMap(tokens::callerOf);
    }
    return header.startsWith(SCHEME)
        ? tokens.callerOf(header.substring(SCHEME.length()))
        : Optional.empty();
  }
}
