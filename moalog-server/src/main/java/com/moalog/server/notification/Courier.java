package com.moalog.server.notification;

import com.moalog.server.notification.Outbox.Leased;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Sends what is in the outbox while the server runs, each message on a virtual thread of its own,
 * at most {@value #AT_ONCE} at once. A message that was sent is sent again, under the same id, when
 * the server dies before it could write that down. Thread-safe.
 */
final class Courier implements SmartLifecycle {

  static final int AT_ONCE = 32;

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int FORGET_EVERY = 3_600;
  private static final int WORTH_A_WARNING = 30;
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final Outbox outbox;
  private final Letters letters;
  private final NotificationSettings settings;
  private final RandomGenerator jitter;
  private final MeterRegistry meters;
  private final Semaphore hands = new Semaphore(AT_ONCE);
  private final Semaphore stopping = new Semaphore(0);
  private volatile boolean running;

  Courier(
      Outbox outbox,
      Letters letters,
      NotificationSettings settings,
      RandomGenerator jitter,
      MeterRegistry meters) {
    this.outbox = outbox;
    this.letters = letters;
    this.settings = settings;
    this.jitter = jitter;
    this.meters = meters;
  }

  /** What is sent to a hook, and how. */
  record Letters(HookClient client, HookSecrets secrets, Messages messages, Clock clock) {

    Outcome send(Leased leased) {
      String id = "msg_" + leased.notification().id();
      String body = messages.body(leased.notification(), leased.target().hook());
      long now = clock.instant().getEpochSecond();
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("webhook-id", id);
      headers.put("webhook-timestamp", Long.toString(now));
      headers.put("webhook-signature", secrets.sign(leased.target().nonce(), id, now, body));
      return client.post(leased.target().hook().url(), headers, body);
    }
  }

  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("courier").start(this::loop);
  }

  /** While the schema is not there yet, or the database is away, this goes on quietly. */
  private void loop() {
    int failures = 0;
    for (long round = 1; !stopsWithinPause(); round++) {
      try {
        takeAll();
        if (round % FORGET_EVERY == 0) {
          outbox.forgetOld();
        }
        failures = 0;
      } catch (DataAccessException | TransactionException failed) {
        failures++;
        if (failures == WORTH_A_WARNING) {
          LOG.warn("the outbox cannot be read, trying on: {}", failed.getMessage());
        }
      }
    }
  }

  /** Until nothing is due or all hands are full; what comes then waits for the next round. */
  private void takeAll() {
    int free = hands.availablePermits();
    while (free > 0 && running) {
      List<Leased> taken = outbox.lease(free, settings.lease());
      for (Leased one : taken) {
        hands.acquireUninterruptibly();
        Thread.ofVirtual().name("notification").start(() -> deliver(one));
      }
      free = taken.size() < free ? 0 : hands.availablePermits();
    }
  }

  private void deliver(Leased leased) {
    try {
      Outcome outcome = letters.send(leased);
      meters
          .counter(
              "moalog.notifications", "outcome", outcome.kind().name().toLowerCase(Locale.ROOT))
          .increment();
      writeDown(leased.notification(), outcome);
    } catch (DataAccessException | TransactionException failed) {
      LOG.warn(
          "the outcome of notification {} is not written down, it will be sent again: {}",
          leased.notification().id(),
          failed.getMessage());
    } finally {
      hands.release();
    }
  }

  private void writeDown(Notification notification, Outcome outcome) {
    boolean last = notification.attempt() >= NotificationSettings.ATTEMPTS;
    switch (outcome.kind()) {
      case DELIVERED -> outbox.end(notification, true, outcome.status());
      case GIVE_UP -> outbox.end(notification, false, outcome.status());
      case RETRY -> {
        if (last) {
          outbox.end(notification, false, outcome.status());
        } else {
          outbox.retry(notification, pause(notification.attempt(), outcome), outcome.status());
        }
      }
    }
  }

  /**
   * At least what the receiver asks for, and up to half as long again, so that none come at once.
   */
  private Duration pause(int attempt, Outcome outcome) {
    Duration own = settings.pauseAfter(attempt);
    Duration least = own.compareTo(outcome.askedPause()) < 0 ? outcome.askedPause() : own;
    return least.plusMillis(jitter.nextLong(1 + least.toMillis() / 2));
  }

  private boolean stopsWithinPause() {
    try {
      return stopping.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Lets what is on its way arrive, so that it is not sent twice. */
  @Override
  public void stop() {
    running = false;
    stopping.release();
    try {
      hands.tryAcquire(AT_ONCE, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
