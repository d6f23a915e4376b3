package com.moalog.server.session;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.OpenToAnyone;
import com.moalog.server.http.Refusal;
import com.moalog.server.session.AccessTokens.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Finds out who calls before anything of the request is read. Thread-safe. */
final class Authentication implements HandlerInterceptor {

  static final String MEMBER_ATTRIBUTE = Authentication.class.getName() + ".member";
  static final String END_ATTRIBUTE = Authentication.class.getName() + ".end";

  private final Callers callers;

  Authentication(Callers callers) {
    this.callers = callers;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && !method.hasMethodAnnotation(OpenToAnyone.class)) {
      Caller caller = callers.of(request).orElseThrow(() -> Refusal.of(ErrorCode.NOT_SIGNED_IN));
      request.setAttribute(MEMBER_ATTRIBUTE, caller.member());
      request.setAttribute(END_ATTRIBUTE, new TokenEnd(caller.end()));
      MDC.put("member_id", Long.toString(caller.member().value()));
    }
    return true;
  }
}
