package com.moalog.fluxpay.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands the request's {@link JsonBody} to handlers. Thread-safe. */
final class JsonBodyArgument implements HandlerMethodArgumentResolver {

  private final JsonBodies bodies;
  private final RequestBudget budget;

  JsonBodyArgument(JsonBodies bodies, RequestBudget budget) {
    this.bodies = bodies;
    this.budget = budget;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == JsonBody.class;
  }

  @Override
  public JsonBody resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders)
      throws IOException, HttpMediaTypeNotSupportedException {
    HttpServletRequest servlet =
        Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
    String type = servlet.getContentType();
    if (type != null && !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new HttpMediaTypeNotSupportedException(
          "bodies are JSON", List.of(MediaType.APPLICATION_JSON));
    }
    JsonBody body = bodies.read(servlet.getInputStream());
    budget.take(
        servlet,
        Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class)),
        body.fields().path("userId").asString(""));
    return body;
  }
}
