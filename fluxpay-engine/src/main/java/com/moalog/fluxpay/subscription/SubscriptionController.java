package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.http.Parameters;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.idempotency.Idempotency;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.subscription.model.Subscription;
import com.moalog.fluxpay.subscription.model.SubscriptionId;
import com.moalog.fluxpay.tenant.Feature;
import com.moalog.fluxpay.tenant.TenantFeatures;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Subscriptions over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/subscriptions", produces = MediaType.APPLICATION_JSON_VALUE)
class SubscriptionController {

  private static final int OK = 200;
  private static final int PLAN_LIMIT = 50;

  private final SubscriptionDesk desk;
  private final Enrolment enrolment;
  private final TenantFeatures features;
  private final Idempotency idempotency;
  private final Answers answers;

  SubscriptionController(
      SubscriptionDesk desk,
      Enrolment enrolment,
      TenantFeatures features,
      Idempotency idempotency,
      Answers answers) {
    this.desk = desk;
    this.enrolment = enrolment;
    this.features = features;
    this.idempotency = idempotency;
    this.answers = answers;
  }

  @PostMapping
  ResponseEntity<String> create(Caller caller, HttpServletRequest request, JsonBody body) {
    features.require(caller, Feature.SUBSCRIPTIONS);
    CreateSubscription wish = CreateSubscription.from(body);
    return keyed(caller, request, body, ticket -> enrolment.enrol(caller, wish, ticket));
  }

  @GetMapping("/{subscriptionId}")
  ResponseEntity<String> find(Caller caller, @PathVariable String subscriptionId) {
    features.require(caller, Feature.SUBSCRIPTIONS);
    return desk.find(caller, id(subscriptionId))
        .map(found -> entity(answers.success(OK, SubscriptionView.of(found), caller.trace())))
        .orElseThrow(() -> RefusedException.of(ErrorCode.SUB_001));
  }

  @GetMapping
  ResponseEntity<String> list(Caller caller, @RequestParam String userId, Page page) {
    features.require(caller, Feature.SUBSCRIPTIONS);
    UserId user = new UserId(Parameters.text("userId", userId, UserId.LENGTH_LIMIT));
    List<Subscription> rows = desk.of(caller, user, page);
    return entity(
        answers.page(
            page.of(rows).stream().map(SubscriptionView::of).toList(),
            page.next(rows, found -> found.times().createdAt(), found -> found.id().value()),
            caller.trace()));
  }

  @PutMapping("/{subscriptionId}/pause")
  ResponseEntity<String> pause(
      Caller caller,
      HttpServletRequest request,
      JsonBody body,
      @PathVariable String subscriptionId) {
    features.require(caller, Feature.SUBSCRIPTIONS);
    SubscriptionId id = id(subscriptionId);
    return keyed(caller, request, body, ticket -> desk.pause(caller, id, ticket));
  }

  @PutMapping("/{subscriptionId}/resume")
  ResponseEntity<String> resume(
      Caller caller,
      HttpServletRequest request,
      JsonBody body,
      @PathVariable String subscriptionId) {
    features.require(caller, Feature.SUBSCRIPTIONS);
    SubscriptionId id = id(subscriptionId);
    return keyed(caller, request, body, ticket -> desk.resume(caller, id, ticket));
  }

  @PutMapping("/{subscriptionId}/cancel")
  ResponseEntity<String> cancel(
      Caller caller,
      HttpServletRequest request,
      JsonBody body,
      @PathVariable String subscriptionId) {
    features.require(caller, Feature.SUBSCRIPTIONS);
    SubscriptionId id = id(subscriptionId);
    CancelSubscription wish = CancelSubscription.from(body);
    return keyed(caller, request, body, ticket -> desk.cancel(caller, id, wish, ticket));
  }

  @PutMapping("/{subscriptionId}/plan")
  ResponseEntity<String> switchPlan(
      Caller caller,
      HttpServletRequest request,
      JsonBody body,
      @PathVariable String subscriptionId) {
    features.require(caller, Feature.SUBSCRIPTIONS);
    SubscriptionId id = id(subscriptionId);
    Fields fields = new Fields(body);
    String planId = fields.requiredText("planId", PLAN_LIMIT).orElse("");
    fields.refuseFaults();
    return keyed(caller, request, body, ticket -> desk.switchPlan(caller, id, planId, ticket));
  }

  private ResponseEntity<String> keyed(
      Caller caller, HttpServletRequest request, JsonBody body, Function<Ticket, Answer> work) {
    return idempotency.execute(caller, request, body, Idempotency.Need.REQUIRED, work);
  }

  private static SubscriptionId id(String subscriptionId) {
    return new SubscriptionId(Parameters.uuid("subscriptionId", subscriptionId));
  }

  private static ResponseEntity<String> entity(Answer answer) {
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
