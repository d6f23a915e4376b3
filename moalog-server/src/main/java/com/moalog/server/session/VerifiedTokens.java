package com.moalog.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.session.AccessTokens.Caller;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Remembers whom tokens named whose signature held, because a token comes with hundreds of requests
 * and never changes its meaning before its end. Kept by hash, so that nothing in memory signs
 * anybody in, and so that the time of a look-up tells nothing about other tokens. Thread-safe.
 */
final class VerifiedTokens {

  /** Tokens; when there are more, all are verified anew. */
  static final int LIMIT = 4_096;

  private final ConcurrentMap<ByteBuffer, Caller> callers = new ConcurrentHashMap<>();

  /**
   * Whom the token names, verified at most once while it is remembered. Whether its time has passed
   * is for the caller to judge.
   */
  Optional<Caller> find(String token, Supplier<Optional<Caller>> verification) {
    ByteBuffer key = ByteBuffer.wrap(hash(token)).asReadOnlyBuffer();
    Caller known = callers.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Caller> verified = verification.get();
    verified.ifPresent(caller -> remember(key, caller));
    return verified;
  }

  private void remember(ByteBuffer key, Caller caller) {
    if (callers.size() >= LIMIT) {
      callers.clear();
    }
    callers.put(key, caller);
  }

  int size() {
    return callers.size();
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
