package com.moalog.fluxpay.ratelimit;

import com.moalog.fluxpay.access.AdminGate;
import com.moalog.fluxpay.http.BusinessPaths;
import com.moalog.fluxpay.http.CallerArgument;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.http.RequestBudget;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.tenant.TenantFeatures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Limits the requests of each tenant and user. A request with a body is counted when the body,
 * which may name the user, was read; others before their handler. Thread-safe.
 */
final class RateLimits implements RequestBudget, HandlerInterceptor {

  private static final String USER = "userId";

  private final Windows windows;
  private final TenantFeatures tenants;

  RateLimits(Windows windows, TenantFeatures tenants) {
    this.windows = windows;
    this.tenants = tenants;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && !readsBody(method)) {
      take(request, response, named(request));
    }
    return true;
  }

  private static boolean readsBody(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.getParameterType() == JsonBody.class);
  }

  private static String named(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> path
            && path.get(USER) instanceof String user
        ? user
        : Optional.ofNullable(request.getParameter(USER)).orElse("");
  }

  @Override
  public void take(HttpServletRequest request, HttpServletResponse response, String user) {
    if (!BusinessPaths.contains(request.getRequestURI())) {
      return;
    }
    Caller caller = CallerArgument.of(request);
    Budget budget = budget(request);
    int limit = budget == Budget.PAYMENTS ? tenants.rateLimit(caller) : budget.perMinute();
    String counted = user.substring(0, Math.min(user.length(), UserId.LENGTH_LIMIT));
    Windows.Standing standing = windows.count(new Windows.Key(caller.tenant(), counted, budget));
    response.setIntHeader("X-RateLimit-Limit", limit);
    response.setIntHeader("X-RateLimit-Remaining", Math.max(limit - standing.used(), 0));
    response.setHeader("X-RateLimit-Reset", Long.toString(standing.untilReset().toSeconds()));
    if (standing.used() > limit) {
      throw RefusedException.retryLater(ErrorCode.SYS_004, standing.untilReset());
    }
  }

  private static Budget budget(HttpServletRequest request) {
    if (request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof HandlerMethod method
        && AdminGate.isForOperators(method)) {
      return Budget.ADMIN;
    }
    if (request.getMethod().equals("GET")) {
      return Budget.QUERIES;
    }
    return request.getRequestURI().startsWith("/api/v1/credits") ? Budget.CREDITS : Budget.PAYMENTS;
  }
}
