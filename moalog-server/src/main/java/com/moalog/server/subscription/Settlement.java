package com.moalog.server.subscription;

import com.moalog.server.member.Members;
import com.moalog.server.model.MemberId;
import com.moalog.server.subscription.model.PaymentNews;
import com.moalog.server.subscription.model.Subscription;
import com.moalog.server.subscription.model.SubscriptionStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What news about a payment does to its subscription. Thread-safe; needs a transaction. */
@Component
class Settlement {

  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  private final Members members;
  private final Subscriptions subscriptions;
  private final WebhookEvents events;
  private final RefundsDue refunds;

  Settlement(
      Members members, Subscriptions subscriptions, WebhookEvents events, RefundsDue refunds) {
    this.members = members;
    this.subscriptions = subscriptions;
    this.events = events;
    this.refunds = refunds;
  }

  /** Lets the news count, unless it has counted before. */
  void settle(Subscription subscription, PaymentNews news, String eventKey) {
    if (subscription.member() != null) {
      members.lock(subscription.member());
    }
    if (events.isNew(eventKey)) {
      apply(subscriptions.getLocked(subscription.id()), news);
    }
  }

  private void apply(Subscription subscription, PaymentNews news) {
    long id = subscription.id();
    switch (subscription.effectOf(news)) {
      case ACTIVATE -> activate(subscription);
      case EXPIRE -> {
        subscriptions.expire(id);
        LOG.info("the payment of subscription {} failed", id);
      }
      case REFUND -> demandRefund(id);
      case SETTLE_REFUND -> {
        if (refunds.settle(id)) {
          LOG.info("the late money of subscription {} went back", id);
        }
      }
      case NONE -> LOG.info("subscription {} stays {}", id, subscription.status());
    }
  }

  private void activate(Subscription subscription) {
    MemberId member = subscription.member();
    if (member == null) {
      demandRefund(subscription.id());
      return;
    }
    subscriptions
        .find(member, SubscriptionStatus.ACTIVE)
        .ifPresent(superseded -> subscriptions.cancel(superseded.id()));
    subscriptions.activate(subscription.id());
    LOG.info("subscription {} is active", subscription.id());
  }

  /** The plan stays as it is, and an operator learns that money has to go back. */
  private void demandRefund(long subscription) {
    refunds.add(subscription);
    LOG.error("subscription {} was paid after it had ended: refund it", subscription);
  }
}
