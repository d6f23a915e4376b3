package com.moalog.fluxpay.toss;

import com.moalog.fluxpay.psp.CancelRequest;
import com.moalog.fluxpay.psp.Cancellation;
import com.moalog.fluxpay.psp.Exchange;
import com.moalog.fluxpay.psp.LookUp;
import com.moalog.fluxpay.psp.RefundProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cancels at Toss Payments, within the bulkhead and the circuit of all calls. The amount is always
 * sent: a cancel without one gives everything back. Thread-safe.
 */
final class TossRefunds implements RefundProvider {

  /** Longest reason that the provider takes. */
  static final int REASON_LIMIT = 200;

  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY = 429;

  private final TossPayments payments;

  TossRefunds(TossPayments payments) {
    this.payments = payments;
  }

  @Override
  public LookUp lookUp(String paymentKey) {
    return payments.lookUp(paymentKey);
  }

  @Override
  public Cancellation cancel(CancelRequest request) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("cancelReason", reason(request));
    body.put("cancelAmount", request.amount().amount());
    body.put("refundableAmount", request.balance());
    String path = "/payments/" + TossPayments.encoded(request.paymentKey()) + "/cancel";
    Reply reply = payments.repeated(path, body, request.idempotencyKey(), Exchange.STILL_RUNNING);
    Cancellation cancellation = classified(request, reply);
    payments.count("cancel", cancellation.outcome().getClass());
    return cancellation;
  }

  /** The tag must survive, so it is the reason that is cut. */
  static String reason(CancelRequest request) {
    String tag = " " + request.tag();
    String reason = request.reason();
    return reason.substring(0, Math.min(reason.length(), REASON_LIMIT - tag.length())) + tag;
  }

  private static Cancellation classified(CancelRequest request, Reply reply) {
    return switch (reply) {
      case Reply.Answered answer when answer.isSuccess() ->
          new Cancellation(success(request, answer), exchange(answer));
      case Reply.Answered answer -> new Cancellation(error(answer), exchange(answer));
      case Reply.NotSent(String cause, _) ->
          new Cancellation(new Cancellation.NotSent(cause), Exchange.NO_ANSWER);
      case Reply.Lost(String cause, _) ->
          new Cancellation(new Cancellation.Unknown(cause), Exchange.NO_ANSWER);
    };
  }

  private static Cancellation.Outcome success(CancelRequest request, Reply.Answered answer) {
    return Records.read(answer.body())
        .flatMap(record -> record.cancelTagged(request.tag(), request.amount()))
        .<Cancellation.Outcome>map(cancel -> new Cancellation.Returned(cancel.transactionKey()))
        .orElseGet(() -> new Cancellation.Unknown("the answer does not carry the refund"));
  }

  private static Cancellation.Outcome error(Reply.Answered answer) {
    String code = answer.code();
    if (answer.status() >= SERVER_ERROR || answer.status() == TOO_MANY) {
      return new Cancellation.Unknown("HTTP " + answer.status() + " " + code);
    }
    if (CancelCodes.ALREADY_DONE.contains(code)) {
      return new Cancellation.AlreadyDone(code);
    }
    if (CancelCodes.OTHER_BALANCE.equals(code)) {
      return new Cancellation.OtherBalance(code);
    }
    if (CancelCodes.REJECTED.contains(code)) {
      return new Cancellation.Rejected(code, answer.message());
    }
    return CaptureCodes.MISCONFIGURED.contains(code)
        ? new Cancellation.Misconfigured(code)
        : new Cancellation.Unknown("HTTP " + answer.status() + " " + code);
  }

  private static Exchange exchange(Reply.Answered answer) {
    @Nullable String code = answer.code().isEmpty() ? null : answer.code();
    return new Exchange(answer.status(), code, answer.traceId());
  }
}
