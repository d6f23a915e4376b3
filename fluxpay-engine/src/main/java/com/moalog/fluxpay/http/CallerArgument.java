package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands the request's {@link Caller}, found by the tenant filter, to handlers. Thread-safe. */
public final class CallerArgument implements HandlerMethodArgumentResolver {

  private static final String ATTRIBUTE = CallerArgument.class.getName();

  /** Remembers who calls. */
  public static void set(HttpServletRequest request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }

  /** Who calls; the tenant filter has found it out. */
  public static Caller of(HttpServletRequest request) {
    return (Caller)
        Objects.requireNonNull(
            request.getAttribute(ATTRIBUTE), "no tenant filter before this handler");
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Caller.class;
  }

  @Override
  public Caller resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return (Caller)
        Objects.requireNonNull(
            request.getAttribute(ATTRIBUTE, NativeWebRequest.SCOPE_REQUEST),
            "no tenant filter before this handler");
  }
}
