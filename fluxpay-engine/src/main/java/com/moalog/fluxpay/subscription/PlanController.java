package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.access.AdminOnly;
import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.subscription.model.BillingInterval;
import com.moalog.fluxpay.subscription.model.Plan;
import com.moalog.fluxpay.tenant.Feature;
import com.moalog.fluxpay.tenant.TenantFeatures;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Plans over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/subscription-plans", produces = MediaType.APPLICATION_JSON_VALUE)
class PlanController {

  private static final int OK = 200;
  private static final int CREATED = 201;

  private final TenantTransactions transactions;
  private final PlanStore plans;
  private final TenantFeatures features;
  private final Surroundings surroundings;

  PlanController(
      TenantTransactions transactions,
      PlanStore plans,
      TenantFeatures features,
      Surroundings surroundings) {
    this.transactions = transactions;
    this.plans = plans;
    this.features = features;
    this.surroundings = surroundings;
  }

  /** What is passed in from outside. */
  record Surroundings(Audit audit, Answers answers, InstantSource clock) {}

  @GetMapping
  ResponseEntity<String> list(Caller caller) {
    features.require(caller, Feature.SUBSCRIPTIONS);
    return entity(
        surroundings
            .answers()
            .success(
                OK,
                transactions.call(caller, plans::all).stream().map(PlanView::of).toList(),
                caller.trace()));
  }

  @AdminOnly
  @PutMapping("/{planId}")
  ResponseEntity<String> put(Caller caller, JsonBody body, @PathVariable String planId) {
    features.require(caller, Feature.SUBSCRIPTIONS);
    Plan plan = read(planId, body);
    boolean known =
        transactions.call(
            caller,
            transaction -> {
              Optional<Plan> before = plans.find(transaction, planId);
              plans.put(transaction, plan);
              surroundings
                  .audit()
                  .append(
                      transaction,
                      surroundings.clock().instant(),
                      new Audit.Entry(
                          "plan.put",
                          "plan",
                          planId,
                          before.map(this::facts).orElse(Map.of()),
                          facts(plan)));
              return before.isPresent();
            });
    return entity(
        surroundings.answers().success(known ? OK : CREATED, PlanView.of(plan), caller.trace()));
  }

  private Map<String, Object> facts(Plan plan) {
    return Map.of("plan", PlanView.of(plan));
  }

  private static Plan read(String planId, JsonBody body) {
    if (!Plan.isId(planId)) {
      throw RefusedException.ofField("planId", "must be 1 to 50 of A-Z, 0-9 and _");
    }
    Fields fields = new Fields(body);
    Optional<String> name = fields.requiredText("name", Plan.NAME_LIMIT);
    Optional<CurrencyCode> currency = fields.requiredConstant("currency", CurrencyCode.class);
    Optional<Money> price = fields.requiredMoney("amount", currency.orElse(CurrencyCode.EUR));
    Optional<BillingInterval> interval = fields.requiredConstant("interval", BillingInterval.class);
    int count = fields.number("intervalCount", 1, Plan.INTERVALS_MOST).orElse(1);
    int trialDays = fields.number("trialDays", 0, Plan.TRIAL_DAYS_MOST).orElse(0);
    boolean active = fields.flag("active", true);
    fields.refuseFaults();
    return new Plan(
        planId,
        name.orElseThrow(),
        price.orElseThrow(),
        new Plan.Rhythm(interval.orElseThrow(), count),
        trialDays,
        active);
  }

  private static ResponseEntity<String> entity(Answer answer) {
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
