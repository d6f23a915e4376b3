package com.moalog.server.session;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Lets a handler take the caller as a parameter of type {@link MemberId}. */
final class SignedInMember implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == MemberId.class;
  }

  @Override
  public MemberId resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Object member =
        request.getAttribute(Authentication.MEMBER_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    if (member instanceof MemberId caller) {
      return caller;
    }
    throw Refusal.of(ErrorCode.NOT_SIGNED_IN);
  }
}
