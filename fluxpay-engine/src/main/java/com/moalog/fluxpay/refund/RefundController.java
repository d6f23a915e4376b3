package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.Parameters;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.idempotency.Idempotency;
import com.moalog.fluxpay.idempotency.Idempotency.Need;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.refund.model.RefundId;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Refunds over HTTP. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class RefundController {

  private static final int OK = 200;

  private final RefundFlow flow;
  private final RefundDesk desk;
  private final Idempotency idempotency;
  private final Answers answers;

  RefundController(RefundFlow flow, RefundDesk desk, Idempotency idempotency, Answers answers) {
    this.flow = flow;
    this.desk = desk;
    this.idempotency = idempotency;
    this.answers = answers;
  }

  @PostMapping("/refunds")
  ResponseEntity<String> create(Caller caller, HttpServletRequest request, JsonBody body) {
    CreateRefund wish = CreateRefund.from(body);
    return idempotency.execute(
        caller, request, body, Need.REQUIRED, ticket -> flow.create(caller, wish, ticket));
  }

  @GetMapping("/refunds/{refundId}")
  ResponseEntity<String> find(Caller caller, @PathVariable String refundId) {
    return RefundId.parse(refundId)
        .flatMap(id -> desk.find(caller, id))
        .map(refund -> entity(answers.success(OK, RefundView.of(refund), caller.trace())))
        .orElseThrow(() -> RefusedException.of(ErrorCode.PAY_009));
  }

  @GetMapping("/payments/{paymentId}/refunds")
  ResponseEntity<String> list(Caller caller, @PathVariable String paymentId) {
    PaymentId payment = new PaymentId(Parameters.uuid("paymentId", paymentId));
    return desk.of(caller, payment)
        .map(refunds ->
            entity(
                answers.success(OK, refunds.stream().map(RefundView::of).toList(), caller.trace())))
        .orElseThrow(() -> RefusedException.of(ErrorCode.PAY_001));
  }

  private static ResponseEntity<String> entity(Answer answer) {
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
