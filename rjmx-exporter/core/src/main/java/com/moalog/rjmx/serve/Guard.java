package com.moalog.rjmx.serve;

import com.moalog.rjmx.hash.HashKind;
import com.moalog.rjmx.hash.Pbkdf2;
import com.moalog.rjmx.settings.BasicAuth;
import com.moalog.rjmx.settings.Secret;
import com.moalog.rjmx.text.Base64;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells who may read the metrics. A hash that is slow on purpose is made a slice at a time between
 * other work, one after the other, and what came of the last right and the last wrong password is
 * remembered, so that somebody who asks again does not wait again. Not thread-safe.
 */
final class Guard {

  /** Passwords that may wait for their hash. */
  static final int WAITING_LIMIT = 8;

  /** Iterations of one slice: a few milliseconds. */
  static final int SLICE = 1_000;

  private final @Nullable BasicAuth auth;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable Pbkdf2 running;

  /** The SHA-256 of what was right and what was wrong the last time. */
  private String right = "";

  private String wrong = "";

  /** What somebody is told. */
  enum Verdict {
    WELCOME,
    REFUSED,
    BUSY
  }

  /** Somebody who wants to read. */
  interface Asker {
    boolean isWaiting();

    void hear(Verdict verdict);
  }

  private record Waiting(String password, String seal, Asker asker) {}

  /** Lets everybody in when there is no name and no password. */
  Guard(@Nullable BasicAuth auth) {
    this.auth = auth;
  }

  /** Answers now or in a later {@link #turn}. */
  void ask(String authorization, Asker asker) {
    BasicAuth wanted = auth;
    if (wanted == null) {
      asker.hear(Verdict.WELCOME);
      return;
    }
    String encoded = authorization.startsWith("Basic ") ? authorization.substring(6) : "";
    String credentials = Base64.decode(encoded).orElse("");
    int colon = credentials.indexOf(':');
    String password = credentials.substring(colon + 1);
    boolean name =
        colon >= 0 && sameInConstantTime(wanted.username(), credentials.substring(0, colon));
    switch (wanted.secret()) {
      case Secret.Plain plain ->
          asker.hear(verdict(sameInConstantTime(plain.password(), password) && name));
      case Secret.Hashed hashed ->
          asker.hear(verdict(sameInConstantTime(hashed.hash(), hashed.hashOf(password)) && name));
      case Secret.Stretched ignored -> stretch(name, password, asker);
    }
  }

  private void stretch(boolean name, String password, Asker asker) {
    String seal = HashKind.SHA_256.hex(password);
    Optional<Verdict> known = name ? known(seal) : Optional.of(Verdict.REFUSED);
    if (known.isPresent()) {
      asker.hear(known.get());
    } else if (waiting.size() >= WAITING_LIMIT) {
      asker.hear(Verdict.BUSY);
    } else {
      waiting.add(new Waiting(password, seal, asker));
    }
  }

  private Optional<Verdict> known(String seal) {
    if (sameInConstantTime(right, seal)) {
      return Optional.of(Verdict.WELCOME);
    }
    return sameInConstantTime(wrong, seal) ? Optional.of(Verdict.REFUSED) : Optional.empty();
  }

  /** Goes on with the hash that is being made, by a slice. */
  void turn() {
    Waiting first = waiting.peek();
    if (first == null || auth == null || !(auth.secret() instanceof Secret.Stretched secret)) {
      return;
    }
    // What was begun is ended for somebody who has gone too: who asks again is then known.
    boolean wanted = running != null || first.asker().isWaiting();
    Optional<Verdict> known = wanted ? known(first.seal()) : Optional.empty();
    if (wanted && known.isEmpty()) {
      known = made(secret, first);
      if (known.isEmpty()) {
        return;
      }
    }
    waiting.remove();
    running = null;
    known.filter(verdict -> first.asker().isWaiting()).ifPresent(first.asker()::hear);
  }

  private Optional<Verdict> made(Secret.Stretched secret, Waiting first) {
    Pbkdf2 hash = running;
    if (hash == null) {
      int keyBytes = secret.hash().length() / 2;
      hash =
          new Pbkdf2(secret.kind(), first.password(), secret.salt(), secret.iterations(), keyBytes);
      running = hash;
    }
    if (!hash.advance(SLICE)) {
      return Optional.empty();
    }
    boolean same = sameInConstantTime(secret.hash(), hash.hex());
    right = same ? first.seal() : right;
    wrong = same ? wrong : first.seal();
    return Optional.of(verdict(same));
  }

  /** Whether {@link #turn} has something to do. */
  boolean hasWork() {
    return !waiting.isEmpty();
  }

  private static Verdict verdict(boolean right) {
    return right ? Verdict.WELCOME : Verdict.REFUSED;
  }

  /** Takes as long for a near miss as for anything else of the same length. */
  private static boolean sameInConstantTime(String wanted, String given) {
    int difference = wanted.length() ^ given.length();
    for (int i = 0; i < given.length(); i++) {
      difference |= given.charAt(i) ^ (i < wanted.length() ? wanted.charAt(i) : 0);
    }
    return difference == 0;
  }
}
