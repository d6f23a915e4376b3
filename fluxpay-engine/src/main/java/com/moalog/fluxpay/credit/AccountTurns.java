package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.http.Faults;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.TenantId;
import com.moalog.fluxpay.model.UserId;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets the movements of one account in this process go one after the other. The row's lock in the
 * database decides all the same; but who waits here waits without a connection, so a busy account
 * cannot take the whole pool from everybody else. Accounts share stripes. Thread-safe.
 */
final class AccountTurns {

  static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  private static final int STRIPES = 64;

  private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

  AccountTurns() {
    for (int i = 0; i < STRIPES; i++) {
      locks[i] = new ReentrantLock(true);
    }
  }

  /**
   * Does the work when it is the account's turn.
   *
   * @throws RefusedException with {@code SYS_002} when the turn does not come in time
   */
  <T> T take(TenantId tenant, UserId user, CurrencyCode currency, Supplier<T> work) {
    ReentrantLock lock =
        locks[Math.floorMod(Objects.hash(tenant.value(), user.value(), currency), STRIPES)];
    try {
      if (!lock.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw RefusedException.retryLater(ErrorCode.SYS_002, Faults.RETRY_AFTER);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw RefusedException.retryLater(ErrorCode.SYS_002, Faults.RETRY_AFTER);
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
