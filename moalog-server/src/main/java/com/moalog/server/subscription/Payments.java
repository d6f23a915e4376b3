package com.moalog.server.subscription;

import com.moalog.server.database.Transactions;
import com.moalog.server.model.MemberId;
import com.moalog.server.subscription.model.PaymentNews;
import com.moalog.server.subscription.model.Subscription;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Lets news about payments change subscriptions: each piece of news once, in whatever order it
 * comes. Thread-safe.
 */
@Service
class Payments {

  private static final Logger LOG = LoggerFactory.getLogger(Payments.class);

  private final Subscriptions subscriptions;
  private final Settlement settlement;
  private final CurrentPlans plans;
  private final Transactions transactions;

  Payments(
      Subscriptions subscriptions,
      Settlement settlement,
      CurrentPlans plans,
      Transactions transactions) {
    this.subscriptions = subscriptions;
    this.settlement = settlement;
    this.plans = plans;
    this.transactions = transactions;
  }

  /** Takes in a webhook; what is unknown, foreign or heard before has no effect. */
  void hear(PaymentEvent event) {
    Optional<Subscription> subscription =
        subscriptions.findByOrder(String.valueOf(event.orderId()));
    if (subscription.isEmpty() || event.news().isEmpty()) {
      LOG.info("event {} is of no interest", event.eventType());
      return;
    }
    long id = subscription.get().id();
    Subscription.Payment payment = subscription.get().payment();
    if (payment == null || !payment.paymentId().equals(event.paymentId())) {
      LOG.warn("event {} names another payment than subscription {}", event.eventType(), id);
      return;
    }
    change(subscription.get(), event.news().get(), event.key());
  }

  /** Applies what was found out by asking. */
  void learn(Subscription subscription, PaymentNews news) {
    change(subscription, news, "asked:" + news + ":" + subscription.id());
  }

  private void change(Subscription subscription, PaymentNews news, String eventKey) {
    transactions.run(() -> settlement.settle(subscription, news, eventKey));
    MemberId member = subscription.member();
    if (member != null) {
      plans.forget(member);
    }
  }
}
