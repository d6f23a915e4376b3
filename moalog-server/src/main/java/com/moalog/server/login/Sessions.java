package com.moalog.server.login;

import com.moalog.server.database.Transactions;
import com.moalog.server.login.model.RefreshToken;
import com.moalog.server.member.Members;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.session.AccessTokens;
import java.time.Clock;
import java.util.Optional;

/**
 * Begins, prolongs and ends sessions. Each device has its own family of refresh tokens, so logging
 * in on one leaves the others alone. Exchanging a token and ending its family lock the member
 * first, because who ends a family does not see a token that another transaction is about to add to
 * it. Thread-safe.
 */
final class Sessions {

  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final Members members;
  private final Transactions transactions;
  private final Clock clock;

  Sessions(
      RefreshTokens refreshTokens,
      AccessTokens accessTokens,
      Members members,
      Transactions transactions,
      Clock clock) {
    this.refreshTokens = refreshTokens;
    this.accessTokens = accessTokens;
    this.members = members;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A new session; call inside or outside a transaction. */
  Tokens begin(MemberId member) {
    return new Tokens(accessTokens.issue(member), refreshTokens.begin(member));
  }

  /** Exchanges a refresh token. */
  Refreshed refresh(String token) {
    return refreshTokens
        .read(token)
        .flatMap(AccessTokens::subject)
        .map(member -> transactions.compute(() -> exchange(token, member)))
        .orElse(new Refreshed.Invalid());
  }

  /** Ends the session of a refresh token; false when the token is not a good one of the caller. */
  boolean end(MemberId caller, String token) {
    Optional<MemberId> owner = refreshTokens.read(token).flatMap(AccessTokens::subject);
    if (!owner.equals(Optional.of(caller))) {
      return false;
    }
    transactions.run(() -> {
      if (members.lock(caller)) {
        revoke(caller, token);
      }
    });
    return true;
  }

  private void revoke(MemberId caller, String token) {
    Optional<RefreshToken> stored = refreshTokens.lock(token);
    stored.ifPresent(known -> refreshTokens.revokeFamily(known.family()));
    if (stored.isEmpty()) {
      refreshTokens.takeOriginal(caller, token);
    }
  }

  private Refreshed exchange(String token, MemberId member) {
    if (!members.lock(member)) {
      return new Refreshed.Invalid();
    }
    Optional<RefreshToken> stored = refreshTokens.lock(token);
    if (stored.isEmpty()) {
      return refreshTokens.takeOriginal(member, token)
          ? new Refreshed.Renewed(begin(member))
          : new Refreshed.Invalid();
    }
    RefreshToken known = stored.get();
    return switch (known.verdict(KoreanTime.nowInUtc(clock))) {
      case GOOD ->
          new Refreshed.Renewed(
              new Tokens(accessTokens.issue(known.member()), refreshTokens.next(known)));
      case EXPIRED -> new Refreshed.Invalid();
      case LOGGED_OUT -> new Refreshed.LoggedOut();
      case STOLEN -> {
        refreshTokens.revokeFamily(known.family());
        yield new Refreshed.Invalid();
      }
    };
  }

  /** The two tokens of a session. */
  record Tokens(String access, String refresh) {}

  /** What became of a refresh token. */
  sealed interface Refreshed {

    /** It was exchanged for new tokens. */
    record Renewed(Tokens tokens) implements Refreshed {}

    /** It is not, or no longer, a token of ours. */
    record Invalid() implements Refreshed {}

    /** Its session was ended. */
    record LoggedOut() implements Refreshed {}
  }
}
