package com.moalog.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.model.MemberId;
import com.moalog.server.session.AccessTokens.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AccessTokensTest {

  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  private static final Duration LIFETIME = Duration.ofMinutes(30);
  private static final MemberId MEMBER = new MemberId(7);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final AccessTokens tokens =
      new AccessTokens(
          new JsonWebTokens("sixteen-byte-key", JsonMapper.shared(), clock), clock, LIFETIME);

  /** A remembered token ends when it would have ended. */
  @Test
  void letsATokenInAsLongAsItSays() {
    String token = tokens.issue(MEMBER);
    Optional<Caller> caller = Optional.of(new Caller(MEMBER, START.plus(LIFETIME)));
    assertThat(tokens.callerOf(token)).isEqualTo(caller);
    now.set(START.plus(LIFETIME).plusMillis(60_999));
    assertThat(tokens.callerOf(token)).isEqualTo(caller);
    now.set(START.plus(LIFETIME).plusSeconds(61));
    assertThat(tokens.callerOf(token)).isEmpty();
    now.set(START);
    assertThat(tokens.callerOf(token)).isEqualTo(caller);
  }

  @Test
  void letsNoNeighbourOfAKnownTokenIn() {
    String token = tokens.issue(MEMBER);
    assertThat(tokens.callerOf(token)).isPresent();
    String forged = token.substring(0, token.length() - 2) + "AA";
    assertThat(tokens.callerOf(forged)).isEmpty();
    assertThat(tokens.callerOf(forged)).isEmpty();
    assertThat(tokens.callerOf(token + "A")).isEmpty();
    assertThat(tokens.callerOf("x".repeat(JsonWebTokens.LENGTH_LIMIT + 1))).isEmpty();
  }

  @Test
  void verifiesATokenOnceAndARefusedOneAlways() {
    VerifiedTokens verified = new VerifiedTokens();
    AtomicInteger verifications = new AtomicInteger();
    Caller caller = new Caller(MEMBER, START);
    for (int time = 0; time < 3; time++) {
      assertThat(
              verified.find(
                  "good",
                  () -> {
                    verifications.incrementAndGet();
                    return Optional.of(caller);
                  }))
          .contains(caller);
      assertThat(
              verified.find(
                  "bad",
                  () -> {
                    verifications.incrementAndGet();
                    return Optional.empty();
                  }))
          .isEmpty();
    }
    assertThat(verifications).hasValue(4);
  }

  @Test
  void remembersNoMoreThanItsLimit() {
    VerifiedTokens verified = new VerifiedTokens();
    for (int token = 0; token <= VerifiedTokens.LIMIT; token++) {
      verified.find("token " + token, () -> Optional.of(new Caller(MEMBER, START)));
      assertThat(verified.size()).isBetween(1, VerifiedTokens.LIMIT);
    }
    assertThat(verified.size()).isEqualTo(1);
  }
}
