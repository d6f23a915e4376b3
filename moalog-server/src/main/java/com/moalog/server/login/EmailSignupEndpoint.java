package com.moalog.server.login;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.OpenToAnyone;
import com.moalog.server.http.Refusal;
import com.moalog.server.member.Members;
import com.moalog.server.member.SocialProvider;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The first visit with an email, where email login is switched on: leads to the signup. */
@RestController
@Tag(name = "Auth")
class EmailSignupEndpoint {

  private final LoginSettings settings;
  private final Members members;
  private final SignupTokens tokens;
  private final SessionCookies cookies;

  EmailSignupEndpoint(
      LoginSettings settings, Members members, SignupTokens tokens, SessionCookies cookies) {
    this.settings = settings;
    this.members = members;
    this.tokens = tokens;
    this.cookies = cookies;
  }

  /** Permits a signup with an email that nobody has; the provider is only a name here. */
  @PostMapping("/api/v1/auth/email-signup")
  @OpenToAnyone
  Envelope<@Nullable Void> begin(@RequestBody Beginning body, HttpServletResponse response) {
    if (!settings.emailLogin()) {
      throw Refusal.of(ErrorCode.NOT_FOUND);
    }
    String email = Input.required("email", body.email());
    if (!LoginEndpoints.isEmail(email)) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "email");
    }
    if (members.oldestWithEmail(email).isPresent()) {
      throw Refusal.ofField(ErrorCode.ALREADY_REGISTERED, "email");
    }
    var account = new SignupTokens.Account(email, SocialProvider.GOOGLE);
    cookies.allowSignup(response, tokens.issue(account));
    return Envelope.done();
  }

  record Beginning(@Nullable String email) {}
}
