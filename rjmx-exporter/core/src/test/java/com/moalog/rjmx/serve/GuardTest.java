package com.moalog.rjmx.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.rjmx.hash.HashKind;
import com.moalog.rjmx.hash.Pbkdf2;
import com.moalog.rjmx.serve.Guard.Verdict;
import com.moalog.rjmx.settings.BasicAuth;
import com.moalog.rjmx.settings.Secret;
import com.moalog.rjmx.text.Base64;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may read, when finding out takes long. */
class GuardTest {

  private static final int ITERATIONS = 3 * Guard.SLICE;

  private final Guard guard = new Guard(new BasicAuth("reader", stretched()));

  private static Secret stretched() {
    Pbkdf2 key = new Pbkdf2(HashKind.SHA_256, "word", "salt", ITERATIONS, 16);
    assertThat(key.advance(ITERATIONS)).isTrue();
    return new Secret.Stretched(HashKind.SHA_256, "salt", ITERATIONS, key.hex());
  }

  /** Keeps what it hears. */
  private static final class Visitor implements Guard.Asker {
    private final List<Verdict> heard = new ArrayList<>();
    private boolean waits = true;

    @Override
    public boolean isWaiting() {
      return waits;
    }

    @Override
    public void hear(Verdict verdict) {
      heard.add(verdict);
    }
  }

  private Visitor asks(String credentials) {
    Visitor visitor = new Visitor();
    guard.ask("Basic " + Base64.encode(credentials), visitor);
    return visitor;
  }

  private int turns() {
    int turns = 0;
    while (guard.hasWork()) {
      guard.turn();
      turns++;
    }
    return turns;
  }

  @Test
  void makesTheHashInSlicesAndRemembersWhatItWas() {
    Visitor first = asks("reader:word");
    Visitor second = asks("reader:word");
    Visitor stranger = asks("reader:wrong");
    assertThat(first.heard).isEmpty();
    assertThat(turns()).isEqualTo(3 + 1 + 3);
    assertThat(first.heard).containsExactly(Verdict.WELCOME);
    assertThat(second.heard).containsExactly(Verdict.WELCOME);
    assertThat(stranger.heard).containsExactly(Verdict.REFUSED);
    assertThat(asks("reader:word").heard).containsExactly(Verdict.WELCOME);
    assertThat(asks("reader:wrong").heard).containsExactly(Verdict.REFUSED);
    assertThat(asks("other:word").heard).containsExactly(Verdict.REFUSED);
    assertThat(asks("reader").heard).containsExactly(Verdict.REFUSED);
    assertThat(guard.hasWork()).isFalse();
  }

  @Test
  void lastingWorkIsBounded() {
    List<Visitor> crowd = new ArrayList<>();
    for (int i = 0; i < Guard.WAITING_LIMIT; i++) {
      crowd.add(asks("reader:guess" + i));
    }
    assertThat(asks("reader:word").heard).containsExactly(Verdict.BUSY);
    assertThat(crowd).allMatch(visitor -> visitor.heard.isEmpty());
    turns();
    assertThat(crowd).allMatch(visitor -> visitor.heard.equals(List.of(Verdict.REFUSED)));
  }

  @Test
  void whoHasGoneTakesNobodysPlace() {
    Visitor first = asks("reader:guess");
    guard.turn();
    first.waits = false;
    for (int i = 1; i < Guard.WAITING_LIMIT; i++) {
      asks("reader:guess" + i).waits = false;
    }
    Visitor last = asks("reader:word");
    assertThat(last.heard).isEmpty();
    assertThat(turns()).as("the hash that was begun, and one more").isEqualTo(3 - 1 + 3);
    assertThat(last.heard).containsExactly(Verdict.WELCOME);
    assertThat(asks("reader:guess").heard).containsExactly(Verdict.REFUSED);
  }

  @Test
  void remembersSeveralWrongPasswords() {
    for (int i = 0; i <= Guard.WRONG_LIMIT; i++) {
      asks("reader:guess" + i);
      turns();
    }
    for (int i = 1; i <= Guard.WRONG_LIMIT; i++) {
      assertThat(asks("reader:guess" + i).heard).as("%d", i).containsExactly(Verdict.REFUSED);
    }
    assertThat(asks("reader:guess0").heard).as("that one is forgotten").isEmpty();
  }

  @Test
  void makesNoHashForSomebodyWhoHasGone() {
    asks("reader:word");
    Visitor gone = asks("reader:wrong");
    gone.waits = false;
    assertThat(turns()).isEqualTo(3 + 1);
    assertThat(gone.heard).isEmpty();
  }

  @Test
  void whoCannotWaitForTheHashIsKnownTheNextTime() {
    Visitor gone = asks("reader:word");
    guard.turn();
    gone.waits = false;
    assertThat(turns()).isEqualTo(3 - 1);
    assertThat(gone.heard).isEmpty();
    assertThat(asks("reader:word").heard).containsExactly(Verdict.WELCOME);
  }

  @Test
  void letsEverybodyInWithoutAPassword() {
    Visitor visitor = new Visitor();
    new Guard(null).ask("", visitor);
    assertThat(visitor.heard).containsExactly(Verdict.WELCOME);
  }
}
