package com.moalog.fluxpay.access;

import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets nobody but operators reach what is {@link AdminOnly}. Thread-safe. */
public final class AdminGate implements HandlerInterceptor {

  static final String HEADER = "X-Admin-Token";

  private final Optional<AccessSettings.AdminToken> token;

  AdminGate(Optional<AccessSettings.AdminToken> token) {
    this.token = token;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && isForOperators(method)) {
      requireToken(request);
    }
    return true;
  }

  /** Whether only operators may call it. */
  public static boolean isForOperators(HandlerMethod method) {
    return method.hasMethodAnnotation(AdminOnly.class)
        || method.getBeanType().isAnnotationPresent(AdminOnly.class);
  }

  /**
   * Ends a request that does not come from an operator.
   *
   * @throws RefusedException as if the path did not exist when there are no operators, and with
   *     {@code ATH_001} when the token is missing or another one
   */
  public void requireToken(HttpServletRequest request) {
    if (token.isEmpty()) {
      throw RefusedException.of(ErrorCode.SYS_404);
    }
    if (!hasToken(request)) {
      throw RefusedException.of(ErrorCode.ATH_001);
    }
  }

  /** Whether the request comes from an operator. */
  public boolean hasToken(HttpServletRequest request) {
    String given = request.getHeader(HEADER);
    return given != null && token.filter(right -> isEqual(given, right.value())).isPresent();
  }

  /** In a time that does not depend on how much of the token is right. */
  private static boolean isEqual(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
