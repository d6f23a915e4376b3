package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.subscription.model.BillingKeyId;
import java.util.UUID;

/** What to do when the provider deleted a stored card. Thread-safe. */
public final class DeletedCards {

  private final BillingKeyDesk desk;

  DeletedCards(BillingKeyDesk desk) {
    this.desk = desk;
  }

  /** The card is charged no more; repeatable. */
  public void deleted(Caller caller, UUID billingKey) {
    desk.deleted(caller, new BillingKeyId(billingKey));
  }
}
