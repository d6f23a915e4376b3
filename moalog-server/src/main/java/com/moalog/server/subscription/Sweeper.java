package com.moalog.server.subscription;

import com.moalog.server.fluxpay.FluxpayClient;
import com.moalog.server.fluxpay.FluxpayException;
import com.moalog.server.fluxpay.PaymentStatus;
import com.moalog.server.idempotency.IdempotencyRecords;
import com.moalog.server.subscription.model.PaymentNews;
import com.moalog.server.subscription.model.Subscription;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks after what no webhook came for: asks how old payments stand, ends what was never paid and
 * forgets what has lapsed. Several servers may sweep at once: every change is made under the lock
 * of its row, and news counts once. Thread-safe.
 */
@Component
class Sweeper {

  static final Duration WEBHOOK_PATIENCE = Duration.ofMinutes(10);

  /** Rows that are read at once. */
  static final int BATCH = 100;

  /** Batches per sweep; the rest waits for the next one. */
  static final int BATCHES = 50;

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final Subscriptions subscriptions;
  private final Payments payments;
  private final FluxpayClient fluxpay;
  private final IdempotencyRecords records;
  private final WebhookEvents events;

  Sweeper(
      Subscriptions subscriptions,
      Payments payments,
      FluxpayClient fluxpay,
      IdempotencyRecords records,
      WebhookEvents events) {
    this.subscriptions = subscriptions;
    this.payments = payments;
    this.fluxpay = fluxpay;
    this.records = records;
    this.events = events;
  }

  /** One round over everything that may be due. */
  void sweep() {
    settlePending();
    records.forgetLapsed(BATCH * BATCHES);
    events.forgetOld(BATCH * BATCHES);
  }

  /** Batch by batch, because a payment that nobody completes stays pending for a day. */
  private void settlePending() {
    LocalDateTime before = subscriptions.now().minus(WEBHOOK_PATIENCE);
    long after = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
      List<Subscription> due = subscriptions.pendingSince(before, after, BATCH);
      due.forEach(this::settle);
      if (due.size() < BATCH) {
        return;
      }
      after = due.getLast().id();
    }
  }

  private void settle(Subscription pending) {
    Subscription.Payment payment = pending.payment();
    PaymentStatus status = payment == null ? PaymentStatus.PENDING : ask(pending, payment);
    switch (status) {
      case CONFIRMED -> payments.learn(pending, PaymentNews.CONFIRMED);
      case FAILED -> payments.learn(pending, PaymentNews.FAILED);
      case PENDING -> {
        LocalDateTime created = pending.period().createdAt();
        if (created.isBefore(subscriptions.now().minus(Subscribing.PENDING_LIFETIME))) {
          payments.learn(pending, PaymentNews.FAILED);
        }
      }
    }
  }

  private PaymentStatus ask(Subscription pending, Subscription.Payment payment) {
    try {
      return fluxpay.status(payment.paymentId());
    } catch (FluxpayException unknown) {
      LOG.warn("payment of subscription {} not known: {}", pending.id(), unknown.getMessage());
      return PaymentStatus.PENDING;
    }
  }
}
