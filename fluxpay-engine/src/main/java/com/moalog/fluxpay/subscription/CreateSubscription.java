package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.subscription.model.BillingKeyId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The wish to subscribe.
 *
 * @param billingKeyId whose card is charged; needed unless the plan begins with a trial
 * @param metadata the client's own JSON object
 */
record CreateSubscription(
    UserId userId, String planId, @Nullable BillingKeyId billingKeyId, String metadata) {

  private static final int PLAN_LIMIT = 50;
  private static final int METADATA_LIMIT_BYTES = 16 * 1024;

  /**
   * Reads the wish.
   *
   * @throws com.moalog.fluxpay.http.RefusedException naming every field that is not acceptable
   */
  static CreateSubscription from(JsonBody body) {
    Fields fields = new Fields(body);
    Optional<String> user = fields.requiredText("userId", UserId.LENGTH_LIMIT);
    Optional<String> plan = fields.requiredText("planId", PLAN_LIMIT);
    Optional<BillingKeyId> key = fields.uuid("billingKeyId").map(BillingKeyId::new);
    String metadata = fields.object("metadata", METADATA_LIMIT_BYTES);
    fields.refuseFaults();
    return new CreateSubscription(
        new UserId(user.orElseThrow()), plan.orElseThrow(), key.orElse(null), metadata);
  }
}
