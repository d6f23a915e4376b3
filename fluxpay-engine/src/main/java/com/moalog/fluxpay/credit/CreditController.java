package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.access.AdminGate;
import com.moalog.fluxpay.credit.model.ReservationId;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.http.Parameters;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.idempotency.Idempotency;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.tenant.Feature;
import com.moalog.fluxpay.tenant.TenantFeatures;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Credit over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/credits", produces = MediaType.APPLICATION_JSON_VALUE)
class CreditController {

  private final CreditDesk desk;
  private final CreditReads reads;
  private final AdminGate operators;
  private final TenantFeatures features;
  private final Idempotency idempotency;

  CreditController(
      CreditDesk desk,
      CreditReads reads,
      AdminGate operators,
      TenantFeatures features,
      Idempotency idempotency) {
    this.desk = desk;
    this.reads = reads;
    this.operators = operators;
    this.features = features;
    this.idempotency = idempotency;
  }

  /** Credit that nobody paid for is given by operators alone. */
  @PostMapping("/charge")
  ResponseEntity<String> charge(Caller caller, HttpServletRequest request, JsonBody body) {
    features.require(caller, Feature.CREDITS);
    CreditWish.Charge wish = CreditWish.Charge.from(body);
    if (wish.source() == CreditWish.Source.GRANT) {
      operators.requireToken(request);
    }
    return keyed(caller, request, body, ticket -> desk.charge(caller, wish, ticket));
  }

  @GetMapping("/{userId}")
  ResponseEntity<String> find(
      Caller caller,
      @PathVariable String userId,
      @RequestParam(required = false) @Nullable String currency) {
    features.require(caller, Feature.CREDITS);
    return entity(
        reads.account(
            caller, user(userId), Parameters.constant("currency", currency, CurrencyCode.class)));
  }

  @GetMapping("/{userId}/ledger")
  ResponseEntity<String> ledger(Caller caller, @PathVariable String userId, Page page) {
    features.require(caller, Feature.CREDITS);
    return entity(reads.ledger(caller, user(userId), page));
  }

  @PostMapping("/reservations")
  ResponseEntity<String> reserve(Caller caller, HttpServletRequest request, JsonBody body) {
    features.require(caller, Feature.CREDITS);
    CreditWish.Reserve wish = CreditWish.Reserve.from(body);
    return keyed(caller, request, body, ticket -> desk.reserve(caller, wish, ticket));
  }

  @GetMapping("/reservations/{reservationId}")
  ResponseEntity<String> reservation(Caller caller, @PathVariable String reservationId) {
    features.require(caller, Feature.CREDITS);
    return entity(reads.reservation(caller, id(reservationId)));
  }

  @PostMapping("/reservations/{reservationId}/confirm")
  ResponseEntity<String> confirm(
      Caller caller,
      HttpServletRequest request,
      JsonBody body,
      @PathVariable String reservationId) {
    features.require(caller, Feature.CREDITS);
    ReservationId id = id(reservationId);
    return keyed(caller, request, body, ticket -> desk.confirm(caller, id, body, ticket));
  }

  @PostMapping("/reservations/{reservationId}/cancel")
  ResponseEntity<String> cancel(
      Caller caller,
      HttpServletRequest request,
      JsonBody body,
      @PathVariable String reservationId) {
    features.require(caller, Feature.CREDITS);
    ReservationId id = id(reservationId);
    return keyed(caller, request, body, ticket -> desk.cancel(caller, id, ticket));
  }

  @PostMapping("/refund")
  ResponseEntity<String> refund(Caller caller, HttpServletRequest request, JsonBody body) {
    features.require(caller, Feature.CREDITS);
    CreditWish.Refund wish = CreditWish.Refund.from(body);
    return keyed(caller, request, body, ticket -> desk.refund(caller, wish, ticket));
  }

  private ResponseEntity<String> keyed(
      Caller caller, HttpServletRequest request, JsonBody body, Function<Ticket, Answer> work) {
    return idempotency.execute(caller, request, body, Idempotency.Need.REQUIRED, work);
  }

  private static UserId user(String userId) {
    return new UserId(Parameters.text("userId", userId, UserId.LENGTH_LIMIT));
  }

  /** Another form than ours names no reservation. */
  private static ReservationId id(String reservationId) {
    return ReservationId.parse(reservationId)
        .orElseThrow(() -> RefusedException.of(ErrorCode.CRD_004));
  }

  private static ResponseEntity<String> entity(Answer answer) {
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
