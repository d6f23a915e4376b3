package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.Parameters;
import com.moalog.fluxpay.idempotency.Idempotency;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.subscription.model.BillingKeyId;
import com.moalog.fluxpay.tenant.Feature;
import com.moalog.fluxpay.tenant.TenantFeatures;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stored cards over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/billing-keys", produces = MediaType.APPLICATION_JSON_VALUE)
class BillingKeyController {

  private static final int KEY_LIMIT = 300;
  private static final int NO_CONTENT = 204;

  private final BillingKeyDesk desk;
  private final TenantFeatures features;
  private final Idempotency idempotency;

  BillingKeyController(BillingKeyDesk desk, TenantFeatures features, Idempotency idempotency) {
    this.desk = desk;
    this.features = features;
    this.idempotency = idempotency;
  }

  @PostMapping
  ResponseEntity<String> issue(Caller caller, HttpServletRequest request, JsonBody body) {
    features.require(caller, Feature.SUBSCRIPTIONS);
    Fields fields = new Fields(body);
    Optional<String> user = fields.requiredText("userId", UserId.LENGTH_LIMIT);
    Optional<String> authKey = fields.requiredText("authKey", KEY_LIMIT);
    Optional<String> customerKey = fields.requiredText("customerKey", KEY_LIMIT);
    fields.refuseFaults();
    BillingKeyDesk.Wish wish =
        new BillingKeyDesk.Wish(
            new UserId(user.orElseThrow()), authKey.orElseThrow(), customerKey.orElseThrow());
    return idempotency.execute(
        caller,
        request,
        body,
        Idempotency.Need.REQUIRED,
        ticket -> desk.issue(caller, wish, ticket));
  }

  @DeleteMapping("/{billingKeyId}")
  ResponseEntity<String> revoke(Caller caller, @PathVariable String billingKeyId) {
    features.require(caller, Feature.SUBSCRIPTIONS);
    desk.revoke(caller, new BillingKeyId(Parameters.uuid("billingKeyId", billingKeyId)));
    return ResponseEntity.status(NO_CONTENT).build();
  }
}
