package com.moalog.server.subscription;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Refusal;
import com.moalog.server.idempotency.Claim;
import com.moalog.server.idempotency.IdempotencyRecords;
import com.moalog.server.idempotency.KeyedCall;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.subscription.model.Plan;
import com.moalog.server.subscription.model.SubscriptionStatus;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The subscriptions of the signed-in member. */
@RestController
@Tag(name = "Payment")
class SubscriptionEndpoints {

  private static final String SUBSCRIBE = "POST /api/v1/subscriptions";
  private static final int SERVER_ERRORS = 500;
  private static final TypeReference<Envelope<@Nullable SubscriptionView>> ANSWER =
      new TypeReference<>() {};

  private final Subscribing subscribing;
  private final Subscriptions subscriptions;
  private final IdempotencyRecords records;
  private final JsonMapper json;

  SubscriptionEndpoints(
      Subscribing subscribing,
      Subscriptions subscriptions,
      IdempotencyRecords records,
      JsonMapper json) {
    this.subscribing = subscribing;
    this.subscriptions = subscriptions;
    this.records = records;
    this.json = json;
  }

  @GetMapping("/api/v1/subscriptions/me")
  Envelope<SubscriptionView> mine(MemberId member) {
    return Envelope.success(
        subscriptions
            .find(member, SubscriptionStatus.ACTIVE)
            .map(SubscriptionView::of)
            .orElse(SubscriptionView.NONE));
  }

  @PostMapping("/api/v1/subscriptions")
  ResponseEntity<Envelope<@Nullable SubscriptionView>> subscribe(
      MemberId member, Language language, @RequestBody Choice choice, HttpServletRequest request) {
    Plan plan = choice.plan();
    Optional<String> key = KeyedCall.keyOf(request);
    if (key.isEmpty()) {
      return ResponseEntity.ok(subscribe(member, plan));
    }
    KeyedCall call = new KeyedCall(member, SUBSCRIBE, key.get(), plan.name());
    return switch (records.claim(call)) {
      case Claim.Repeat(int status, String body) ->
          ResponseEntity.status(HttpStatus.valueOf(status))
              .header("Idempotency-Replayed", "true")
              .body(json.readValue(body, ANSWER));
      case Claim.First _ -> ResponseEntity.ok(first(call, plan, language));
    };
  }

  private Envelope<@Nullable SubscriptionView> subscribe(MemberId member, Plan plan) {
    return Envelope.success(SubscriptionView.of(subscribing.subscribe(member, plan)));
  }

  /** Carries out a claimed call and keeps its answer, unless it is our own failure. */
  private Envelope<@Nullable SubscriptionView> first(KeyedCall call, Plan plan, Language language) {
    boolean kept = false;
    try {
      Envelope<@Nullable SubscriptionView> answer = subscribe(call.member(), plan);
      records.complete(call, HttpStatus.OK.value(), json.writeValueAsString(answer));
      kept = true;
      return answer;
    } catch (Refusal refusal) {
      if (refusal.code().status() < SERVER_ERRORS) {
        String body = json.writeValueAsString(Envelope.error(refusal, language));
        records.complete(call, refusal.code().status(), body);
        kept = true;
      }
      throw refusal;
    } finally {
      if (!kept) {
        records.release(call);
      }
    }
  }

  @PostMapping("/api/v1/subscriptions/cancel")
  Envelope<@Nullable Void> cancel(MemberId member) {
    subscribing.cancel(member);
    return Envelope.done();
  }

  /** The plan that a member chooses. */
  record Choice(@Nullable String planName) {

    Plan plan() {
      String name = Input.required("planName", planName);
      if (name.isBlank()) {
        throw Refusal.ofField(ErrorCode.BAD_REQUEST, "planName");
      }
      return Plan.named(name).orElseThrow(() -> Refusal.of(ErrorCode.PLAN_UNKNOWN));
    }
  }
}
