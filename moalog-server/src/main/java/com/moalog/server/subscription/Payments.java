package com.moalog.server.subscription;

import com.moalog.server.database.Transactions;
import com.moalog.server.member.Members;
import com.moalog.server.model.MemberId;
import com.moalog.server.subscription.model.PaymentNews;
import com.moalog.server.subscription.model.Subscription;
import com.moalog.server.subscription.model.SubscriptionStatus;
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

  private final Members members;
  private final Subscriptions subscriptions;
  private final WebhookEvents events;
  private final CurrentPlans plans;
  private final Transactions transactions;

  Payments(
      Members members,
      Subscriptions subscriptions,
      WebhookEvents events,
      CurrentPlans plans,
      Transactions transactions) {
    this.members = members;
    this.subscriptions = subscriptions;
    this.events = events;
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
    MemberId member = subscription.member();
    transactions.run(() -> {
      if (member != null) {
        members.lock(member);
      }
      if (events.isNew(eventKey)) {
        apply(subscriptions.getLocked(subscription.id()), news);
      }
    });
    if (member != null) {
      plans.forget(member);
    }
  }

  private void apply(Subscription subscription, PaymentNews news) {
    long id = subscription.id();
    switch (subscription.status().after(news)) {
      case ACTIVATE -> activate(subscription);
      case EXPIRE -> {
        subscriptions.expire(id);
        LOG.info("the payment of subscription {} failed", id);
      }
      case REFUND -> LOG.error("subscription {} was paid after its cancellation: refund it", id);
      case NONE -> LOG.info("subscription {} stays {}", id, subscription.status());
    }
  }

  private void activate(Subscription subscription) {
    MemberId member = subscription.member();
    if (member == null) {
      LOG.error("subscription {} of a former member was paid: refund it", subscription.id());
      return;
    }
    subscriptions
        .find(member, SubscriptionStatus.ACTIVE)
        .ifPresent(superseded -> subscriptions.cancel(superseded.id()));
    subscriptions.activate(subscription.id());
    LOG.info("subscription {} is active", subscription.id());
  }
}
