package com.moalog.server.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.OpenToAnyone;
import com.moalog.server.http.Refusal;
import com.moalog.server.login.model.Nickname;
import com.moalog.server.member.Member;
import com.moalog.server.member.Members;
import com.moalog.server.member.SocialProvider;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Login with Google or Kakao, and signup after the first one, over HTTP. */
@RestController
@Tag(name = "Auth")
class SocialLoginEndpoints {

  private static final int EMAIL_LIMIT = 255;

  private final SocialProviders providers;
  private final Members members;
  private final Registration registration;
  private final SignupTokens signupTokens;
  private final SessionCookies cookies;

  SocialLoginEndpoints(
      SocialProviders providers,
      Members members,
      Registration registration,
      SignupTokens signupTokens,
      SessionCookies cookies) {
    this.providers = providers;
    this.members = members;
    this.registration = registration;
    this.signupTokens = signupTokens;
    this.cookies = cookies;
  }

  /** The second path is from before the API had versions. */
  @PostMapping({"/api/v1/auth/social-login", "/api/auth/login"})
  @OpenToAnyone
  Envelope<LoggedIn> logIn(@RequestBody SocialLogin body, HttpServletResponse response) {
    SocialProvider provider =
        SocialProvider.named(Input.required("provider", body.provider()))
            .orElseThrow(() -> Refusal.ofField(ErrorCode.BAD_REQUEST, "provider"));
    String code = notEmpty("code", body.code());
    String redirectUri = notEmpty("redirectUri", body.redirectUri());
    return switch (providers.profile(provider, code, redirectUri)) {
      case SocialProfile.Refused _ -> throw Refusal.of(ErrorCode.SOCIAL_LOGIN_REFUSED);
      case SocialProfile.Unreachable _ -> throw Refusal.of(ErrorCode.SOCIAL_LOGIN_UNREACHABLE);
      case SocialProfile.WithoutEmail _ -> throw Refusal.ofField(ErrorCode.BAD_REQUEST, "email");
      case SocialProfile.Known(String email) ->
          greet(new SignupTokens.Account(email, provider), response);
    };
  }

  private Envelope<LoggedIn> greet(SignupTokens.Account account, HttpServletResponse response) {
    if (account.email().length() > EMAIL_LIMIT) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "email");
    }
    Optional<Member> member = members.find(account.email(), account.provider());
    if (member.isEmpty()) {
      cookies.allowSignup(response, signupTokens.issue(account));
      return Envelope.success("AUTH2001", new LoggedIn(true));
    }
    cookies.begin(response, registration.welcomeBack(member.get()));
    return Envelope.success(new LoggedIn(false));
  }

  @PostMapping("/api/v1/auth/signup")
  @OpenToAnyone
  Envelope<SignedUp> signUp(
      @RequestBody Signup body, HttpServletRequest request, HttpServletResponse response) {
    String nickname = Input.required("nickname", body.nickname());
    if (!Nickname.isValid(nickname)) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "nickname");
    }
    SignupTokens.Account account =
        signupTokens.read(request).orElseThrow(() -> Refusal.of(ErrorCode.NOT_SIGNED_IN));
    Registration.Registered registered = registration.register(account, nickname);
    cookies.begin(response, registered.tokens());
    cookies.endSignup(response);
    return Envelope.success(new SignedUp(registered.member().value(), nickname));
  }

  private static String notEmpty(String field, @Nullable String value) {
    String text = Input.required(field, value);
    if (text.isEmpty()) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, field);
    }
    return text;
  }

  record SocialLogin(
      @Nullable String provider, @Nullable String code, @Nullable String redirectUri) {}

  record LoggedIn(@JsonProperty("isNewMember") boolean newMember) {}

  record Signup(@Nullable String nickname) {}

  record SignedUp(long memberId, String nickname) {}
}
