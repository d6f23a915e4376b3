package com.moalog.rjmx.serve;

import com.moalog.rjmx.hash.HashKind;
import com.moalog.rjmx.hash.Pbkdf2;
import com.moalog.rjmx.settings.BasicAuth;
import com.moalog.rjmx.settings.Secret;
import com.moalog.rjmx.text.Base64;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells who may read the metrics. A hash that is slow on purpose is made a slice at a time between
 * other work, one after the other, and what came of the last right and of the last wrong passwords
 * is remembered, so that somebody who asks again does not wait again. Not thread-safe.
 */
final class Guard {

  /** Passwords that may wait for their hash. */
  static final int WAITING_LIMIT = 8;

  /** Wrong passwords that are remembered. */
  static final int WRONG_LIMIT = 32;

  /** Iterations of one slice: a few milliseconds. */
  static final int SLICE = 1_000;

  private final @Nullable BasicAuth auth;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable Pbkdf2 running;

  /** The SHA-256 of what was right the last time. */
  private String right = "";

  /** The SHA-256 of what was wrong, the last one first. */
  private final Deque<String> wrong = new ArrayDeque<>();

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

  private record Waiting(String authorization, String seal, Asker asker) {}

  /** What somebody says to be and to know; empty for a header that says neither. */
  private record Credentials(String name, String password) {

    static Optional<Credentials> of(String authorization) {
      String encoded = authorization.startsWith("Basic ") ? authorization.substring(6) : "";
      String both = Base64.decode(encoded).orElse("");
      int colon = both.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Credentials(both.substring(0, colon), both.substring(colon + 1)));
    }
  }

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
    Optional<Credentials> given = Credentials.of(authorization);
    String password = given.map(Credentials::password).orElse("");
    boolean name = given.isPresent() && sameInConstantTime(wanted.username(), given.get().name());
    switch (wanted.secret()) {
      case Secret.Plain plain ->
          asker.hear(verdict(sameInConstantTime(plain.password(), password) && name));
      case Secret.Hashed hashed ->
          asker.hear(verdict(sameInConstantTime(hashed.hash(), hashed.hashOf(password)) && name));
      case Secret.Stretched ignored -> {
        Waiting one = new Waiting(authorization, HashKind.SHA_256.hex(password), asker);
        stretch(name, one);
      }
    }
  }

  private void stretch(boolean name, Waiting one) {
    Optional<Verdict> known = name ? known(one.seal()) : Optional.of(Verdict.REFUSED);
    if (known.isPresent()) {
      one.asker().hear(known.get());
      return;
    }
    dropGone();
    if (waiting.size() >= WAITING_LIMIT) {
      one.asker().hear(Verdict.BUSY);
    } else {
      waiting.add(one);
    }
  }

  /** Who has gone makes room, but for the one whose hash is being made. */
  private void dropGone() {
    Waiting first = running == null ? null : waiting.poll();
    waiting.removeIf(one -> !one.asker().isWaiting());
    if (first != null) {
      waiting.addFirst(first);
    }
  }

  private Optional<Verdict> known(String seal) {
    if (sameInConstantTime(right, seal)) {
      return Optional.of(Verdict.WELCOME);
    }
    boolean refused = false;
    for (String one : wrong) {
      refused |= sameInConstantTime(one, seal);
    }
    return refused ? Optional.of(Verdict.REFUSED) : Optional.empty();
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
      String password = Credentials.of(first.authorization()).map(Credentials::password).orElse("");
      int keyBytes = secret.hash().length() / 2;
      hash = new Pbkdf2(secret.kind(), password, secret.salt(), secret.iterations(), keyBytes);
      running = hash;
    }
    if (!hash.advance(SLICE)) {
      return Optional.empty();
    }
    boolean same = sameInConstantTime(secret.hash(), hash.hex());
    if (same) {
      right = first.seal();
    } else {
      wrong.addFirst(first.seal());
      if (wrong.size() > WRONG_LIMIT) {
        wrong.removeLast();
      }
    }
    return Optional.of(verdict(same));
  }

  /** The guard of another configuration: this one, with what it knows, when nothing changes. */
  Guard with(@Nullable BasicAuth wanted) {
    return Objects.equals(auth, wanted) ? this : new Guard(wanted);
  }

  /** Lets another guard judge those who wait. */
  void moveTo(Guard next) {
    if (next == this) {
      return;
    }
    running = null;
    for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
      next.ask(one.authorization(), one.asker());
    }
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
