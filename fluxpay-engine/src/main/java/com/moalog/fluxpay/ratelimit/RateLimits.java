package com.moalog.fluxpay.ratelimit;

import com.moalog.fluxpay.access.AdminGate;
import com.moalog.fluxpay.http.BusinessPaths;
import com.moalog.fluxpay.http.CallerArgument;
import com.moalog.fluxpay.http.Deadline;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.http.RequestBudget;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.TenantId;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.tenant.TenantFeatures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Limits the requests of each tenant and user. A request with a body is counted when the body,
 * which may name the user, was read; others, and those of operators, before their handler. A user
 * counts only where the endpoint asks for one: elsewhere the field would open a fresh budget.
 * Guesses at the operators' token are counted by the address they come from, which is then refused
 * even with the right one; no operator elsewhere is kept out by them. Thread-safe.
 */
final class RateLimits implements RequestBudget, HandlerInterceptor {

  private static final String USER = "userId";

  /** Where a body names the user. */
  private static final Set<String> USER_IN_BODY =
      Set.of(
          "/api/v1/orders",
          "/api/v1/payments/checkout",
          "/api/v1/credits/charge",
          "/api/v1/credits/reservations",
          "/api/v1/billing-keys",
          "/api/v1/subscriptions");

  private final Windows windows;
  private final TenantFeatures tenants;
  private final Deadline deadline;
  private final AdminGate gate;

  RateLimits(Windows windows, TenantFeatures tenants, Deadline deadline, AdminGate gate) {
    this.windows = windows;
    this.gate = gate;
    this.tenants = tenants;
    this.deadline = deadline;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && (AdminGate.isForOperators(method) || !readsBody(method))) {
      count(request, response, named(request, method));
    }
    return true;
  }

  private static boolean readsBody(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.getParameterType() == JsonBody.class);
  }

  private static String named(HttpServletRequest request, HandlerMethod method) {
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> path
        && path.get(USER) instanceof String user) {
      return user;
    }
    return asksForUser(method) ? Optional.ofNullable(request.getParameter(USER)).orElse("") : "";
  }

  private static boolean asksForUser(HandlerMethod method) {
    return Arrays.stream(method.getMethod().getParameters())
        .anyMatch(parameter ->
            parameter.isAnnotationPresent(RequestParam.class) && parameter.getName().equals(USER));
  }

  @Override
  public void take(HttpServletRequest request, HttpServletResponse response, String user) {
    if (!isForOperators(request)) {
      boolean meant =
          request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
                  instanceof String route
              && USER_IN_BODY.contains(route);
      count(request, response, meant ? user : "");
    }
  }

  private static boolean isForOperators(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof HandlerMethod method
        && AdminGate.isForOperators(method);
  }

  private void count(HttpServletRequest request, HttpServletResponse response, String user) {
    if (!BusinessPaths.contains(request.getRequestURI())) {
      return;
    }
    if (isForOperators(request)) {
      countGuesses(request, response);
    }
    Caller caller = CallerArgument.of(request);
    Budget budget = budget(request);
    int limit =
        budget == Budget.PAYMENTS
            ? deadline.meet(request, () -> tenants.rateLimit(caller))
            : budget.perMinute();
    String counted = user.substring(0, Math.min(user.length(), UserId.LENGTH_LIMIT));
    Windows.Key key = new Windows.Key(caller.tenant(), counted, budget);
    answer(response, limit, windows.count(key));
  }

  /** Ends a request of somebody who guessed too often; one that guesses goes no further. */
  private void countGuesses(HttpServletRequest request, HttpServletResponse response) {
    Windows.Key guesses = new Windows.Key(TenantId.NONE, request.getRemoteAddr(), Budget.GUESSES);
    if (!gate.hasToken(request)) {
      answer(response, Budget.GUESSES.perMinute(), windows.count(guesses));
      gate.requireToken(request);
    }
    Windows.Standing standing = windows.look(guesses);
    if (standing.used() > Budget.GUESSES.perMinute()) {
      answer(response, Budget.GUESSES.perMinute(), standing);
    }
  }

  private static void answer(HttpServletResponse response, int limit, Windows.Standing standing) {
    response.setIntHeader("X-RateLimit-Limit", limit);
    response.setIntHeader("X-RateLimit-Remaining", Math.max(limit - standing.used(), 0));
    response.setHeader("X-RateLimit-Reset", Long.toString(standing.untilReset().toSeconds()));
    if (standing.used() > limit) {
      throw RefusedException.retryLater(ErrorCode.SYS_004, standing.untilReset());
    }
  }

  private static Budget budget(HttpServletRequest request) {
    if (isForOperators(request)) {
      return Budget.ADMIN;
    }
    if (request.getMethod().equals("GET")) {
      return Budget.QUERIES;
    }
    return request.getRequestURI().startsWith("/api/v1/credits") ? Budget.CREDITS : Budget.PAYMENTS;
  }
}
