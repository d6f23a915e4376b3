package com.moalog.server.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.OpenToAnyone;
import com.moalog.server.http.Refusal;
import com.moalog.server.member.Member;
import com.moalog.server.member.Members;
import com.moalog.server.model.MemberId;
import com.moalog.server.session.TokenCookies;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Sessions over HTTP: email login for development, refresh and logout. */
@RestController
@Tag(name = "Auth")
class LoginEndpoints {

  private static final int EMAIL_LIMIT = 255;
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@.]+(?:\\.[^\\s@.]+)*");

  private final LoginSettings settings;
  private final Members members;
  private final Sessions sessions;
  private final SessionCookies cookies;

  LoginEndpoints(
      LoginSettings settings, Members members, Sessions sessions, SessionCookies cookies) {
    this.settings = settings;
    this.members = members;
    this.sessions = sessions;
    this.cookies = cookies;
  }

  /** Whoever knows an email gets in, so this is off unless it is switched on. */
  @PostMapping("/api/auth/login/email")
  @OpenToAnyone
  Envelope<LoggedIn> loginByEmail(@RequestBody EmailLogin body, HttpServletResponse response) {
    if (!settings.emailLogin()) {
      throw Refusal.of(ErrorCode.NOT_FOUND);
    }
    String email = Input.required("email", body.email());
    if (!isEmail(email)) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "email");
    }
    Member member =
        members.oldestWithEmail(email).orElseThrow(() -> Refusal.of(ErrorCode.NOT_SIGNED_IN));
    cookies.begin(response, sessions.begin(member.id()));
    return Envelope.success(new LoggedIn(false));
  }

  @PostMapping("/api/v1/auth/token/refresh")
  @OpenToAnyone
  Envelope<Refreshed> refresh(HttpServletRequest request, HttpServletResponse response) {
    String token = refreshToken(request);
    return switch (sessions.refresh(token)) {
      case Sessions.Refreshed.Renewed renewed -> {
        cookies.begin(response, renewed.tokens());
        yield Envelope.success(new Refreshed());
      }
      case Sessions.Refreshed.Invalid _ -> throw Refusal.of(ErrorCode.REFRESH_TOKEN_INVALID);
      case Sessions.Refreshed.LoggedOut _ -> throw Refusal.of(ErrorCode.REFRESH_TOKEN_REVOKED);
    };
  }

  @PostMapping("/api/v1/auth/logout")
  Envelope<@Nullable Void> logout(
      MemberId caller, HttpServletRequest request, HttpServletResponse response) {
    if (!sessions.end(caller, refreshToken(request))) {
      throw Refusal.of(ErrorCode.REFRESH_TOKEN_MISSING);
    }
    cookies.end(response);
    return Envelope.done();
  }

  @GetMapping("/api/auth/test")
  Envelope<String> test(MemberId caller) {
    return Envelope.success("User ID: " + caller.value());
  }

  static boolean isEmail(String text) {
    return text.length() <= EMAIL_LIMIT && EMAIL.matcher(text).matches();
  }

  private static String refreshToken(HttpServletRequest request) {
    return TokenCookies.read(request, TokenCookies.REFRESH)
        .orElseThrow(() -> Refusal.of(ErrorCode.REFRESH_TOKEN_MISSING));
  }

  record EmailLogin(@Nullable String email) {}

  record LoggedIn(@JsonProperty("isNewMember") boolean newMember) {}

  /** The new tokens are in the cookies; the body is an empty object. */
  record Refreshed() {}
}
