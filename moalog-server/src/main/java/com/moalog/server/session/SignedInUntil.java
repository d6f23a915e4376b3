package com.moalog.server.session;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Lets a handler take the end of the caller's token as a parameter of type {@link TokenEnd}. */
final class SignedInUntil implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == TokenEnd.class;
  }

  @Override
  public TokenEnd resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Object end =
        request.getAttribute(Authentication.END_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    if (end instanceof TokenEnd known) {
      return known;
    }
    throw Refusal.of(ErrorCode.NOT_SIGNED_IN);
  }
}
