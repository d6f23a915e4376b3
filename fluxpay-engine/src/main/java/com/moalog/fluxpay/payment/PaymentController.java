package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Deadline;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.Parameters;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.idempotency.Idempotency;
import com.moalog.fluxpay.idempotency.Idempotency.Need;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.psp.SessionOpener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/payments", produces = MediaType.APPLICATION_JSON_VALUE)
class PaymentController {

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  private final PaymentDesk desk;
  private final Steps steps;
  private final Deadline deadline;
  private final Idempotency idempotency;
  private final Answers answers;

  PaymentController(
      PaymentDesk desk, Steps steps, Deadline deadline, Idempotency idempotency, Answers answers) {
    this.desk = desk;
    this.steps = steps;
    this.deadline = deadline;
    this.idempotency = idempotency;
    this.answers = answers;
  }

  /** The use cases that call the provider, and whether it may be asked to open a session. */
  record Steps(
      Approval approval,
      DirectConfirmation confirmation,
      Reconciliation reconciliation,
      SessionOpener sessions) {}

  @PostMapping
  ResponseEntity<String> create(Caller caller, HttpServletRequest request, JsonBody body) {
    CreatePayment wish = CreatePayment.from(body);
    Idempotency.Call call = idempotency.call(request, body, Need.REQUIRED);
    return deadline.meet(
        request,
        () ->
            idempotency.execute(
                caller, call, ticket -> desk.create(caller, wish, closing(ticket, CREATED))));
  }

  @PostMapping("/{paymentId}/approve")
  ResponseEntity<String> approve(
      Caller caller, HttpServletRequest request, JsonBody body, @PathVariable String paymentId) {
    PaymentId id = id(paymentId);
    ApprovePayment wish = ApprovePayment.from(body, steps.sessions().isEnabled());
    return idempotency.execute(
        caller,
        request,
        body,
        Need.HONOURED,
        ticket -> steps.approval().approve(caller, id, wish, closing(ticket, OK)).answer());
  }

  @PostMapping("/{paymentId}/confirm")
  ResponseEntity<String> confirm(
      Caller caller, HttpServletRequest request, JsonBody body, @PathVariable String paymentId) {
    PaymentId id = id(paymentId);
    ConfirmPayment wish = ConfirmPayment.from(body);
    ResponseEntity<String> answer =
        idempotency.execute(
            caller,
            request,
            body,
            Need.HONOURED,
            ticket -> steps.confirmation().confirm(caller, id, wish, closing(ticket, OK)));
    return answer.getStatusCode().value() == ACCEPTED
        ? ResponseEntity.status(ACCEPTED)
            .headers(answer.getHeaders())
            .header(HttpHeaders.LOCATION, "/api/v1/payments/" + id)
            .body(answer.getBody())
        : answer;
  }

  @PostMapping("/{paymentId}/cancel")
  ResponseEntity<String> giveUp(
      Caller caller, HttpServletRequest request, JsonBody body, @PathVariable String paymentId) {
    PaymentId id = id(paymentId);
    return idempotency.execute(
        caller,
        request,
        body,
        Need.HONOURED,
        ticket -> desk.giveUp(caller, id, closing(ticket, OK)));
  }

  @PostMapping("/{paymentId}/sync")
  ResponseEntity<String> sync(Caller caller, @PathVariable String paymentId) {
    PaymentId id = id(paymentId);
    if (desk.find(caller, id).isEmpty()) {
      throw RefusedException.of(ErrorCode.PAY_001);
    }
    steps.reconciliation().look(caller, id);
    return shown(caller, desk.find(caller, id));
  }

  @GetMapping("/{paymentId}")
  ResponseEntity<String> find(
      Caller caller, HttpServletRequest request, @PathVariable String paymentId) {
    PaymentId id = id(paymentId);
    return shown(caller, deadline.meet(request, () -> desk.find(caller, id)));
  }

  private ResponseEntity<String> shown(Caller caller, Optional<Payment> found) {
    return found
        .map(payment -> entity(answers.success(OK, PaymentView.of(payment), caller.trace())))
        .orElseThrow(() -> RefusedException.of(ErrorCode.PAY_001));
  }

  @GetMapping
  ResponseEntity<String> list(Caller caller, @RequestParam String orderId) {
    OrderId order = new OrderId(Parameters.uuid("orderId", orderId));
    return entity(
        answers.success(
            OK, desk.of(caller, order).stream().map(PaymentView::of).toList(), caller.trace()));
  }

  private Closing closing(Ticket ticket, int success) {
    return new Closing(answers, ticket, success);
  }

  private static PaymentId id(String paymentId) {
    return new PaymentId(Parameters.uuid("paymentId", paymentId));
  }

  private static ResponseEntity<String> entity(Answer answer) {
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
