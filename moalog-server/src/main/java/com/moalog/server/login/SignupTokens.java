package com.moalog.server.login;

import com.moalog.server.member.SocialProvider;
import com.moalog.server.session.Claims;
import com.moalog.server.session.JsonWebTokens;
import com.moalog.server.session.TokenCookies;
import com.moalog.server.session.TokenSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Issues and reads the permission to sign up with an account that a provider vouched for. It needs
 * no list of used tokens: an account can be registered once, so a second use is refused.
 * Thread-safe.
 */
final class SignupTokens {

  private static final String SCHEME = "Bearer ";

  private final JsonWebTokens tokens;
  private final Clock clock;
  private final Duration lifetime;

  SignupTokens(JsonWebTokens tokens, Clock clock, TokenSettings settings) {
    this.tokens = tokens;
    this.clock = clock;
    this.lifetime = settings.signupLifetime();
  }

  /** A permission for the account. */
  String issue(Account account) {
    long now = clock.instant().getEpochSecond();
    return tokens.sign(
        new Claims(
            "",
            now,
            now + lifetime.toSeconds(),
            null,
            account.email(),
            account.provider().name(),
            Claims.SIGNUP));
  }

  /** The account that the caller may sign up with: by the header, else by the cookie. */
  Optional<Account> read(HttpServletRequest request) {
    Optional<Account> byHeader = account(bearer(request.getHeader("Authorization")));
    return byHeader.isPresent()
        ? byHeader
        : TokenCookies.read(request, TokenCookies.SIGNUP).flatMap(this::account);
  }

  private static String bearer(@Nullable String header) {
    return header != null && header.startsWith(SCHEME) ? header.substring(SCHEME.length()) : "";
  }

  private Optional<Account> account(String token) {
    return tokens.read(token, Claims.SIGNUP).flatMap(SignupTokens::account);
  }

  private static Optional<Account> account(Claims claims) {
    String email = claims.email();
    String provider = claims.provider();
    return email == null || email.isEmpty() || provider == null
        ? Optional.empty()
        : SocialProvider.named(provider).map(known -> new Account(email, known));
  }

  /** An account at a provider. */
  record Account(String email, SocialProvider provider) {}
}
