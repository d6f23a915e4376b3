package com.moalog.fluxpay.toss;

import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.psp.BillingProvider;
import com.moalog.fluxpay.psp.Capture;
import com.moalog.fluxpay.psp.CaptureRequest;
import com.moalog.fluxpay.psp.ChargeRequest;
import com.moalog.fluxpay.psp.IssueRequest;
import com.moalog.fluxpay.psp.LookUp;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Automatic billing at Toss Payments, within the bulkhead and the circuit of all calls. The
 * provider's order of a charge is named like our payment, so each try has its own. Thread-safe.
 */
final class TossBilling implements BillingProvider {

  private static final int SERVER_ERROR = 500;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int NOT_FOUND = 404;

  private final TossPayments payments;
  private final TossHttp http;
  private final TossSettings settings;

  TossBilling(TossPayments payments, TossHttp http, TossSettings settings) {
    this.payments = payments;
    this.http = http;
    this.settings = settings;
  }

  @Override
  public Issue issue(IssueRequest request) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("authKey", request.authKey());
    body.put("customerKey", request.customerKey());
    Reply reply =
        payments.repeated("/billing/authorizations/issue", body, request.idempotencyKey());
    Issue issue =
        switch (reply) {
          case Reply.Answered answer when answer.isSuccess() -> issued(answer.body());
          case Reply.Answered answer when isPassing(answer.status()) -> new Issue.Unclear(false);
          case Reply.Answered answer when CaptureCodes.MISCONFIGURED.contains(answer.code()) ->
              new Issue.Unclear(false);
          case Reply.Answered answer -> new Issue.Refused(answer.code());
          case Reply.NotSent _ -> new Issue.Unclear(false);
          case Reply.Lost(_, boolean timedOut) -> new Issue.Unclear(timedOut);
        };
    payments.count("billing_issue", issue.getClass());
    return issue;
  }

  private static boolean isPassing(int status) {
    return status >= SERVER_ERROR || status == CONFLICT || status == TOO_MANY;
  }

  private static Issue issued(@Nullable JsonNode body) {
    String key = body == null ? "" : body.path("billingKey").asString("");
    if (body == null || key.isEmpty()) {
      return new Issue.Unclear(false);
    }
    JsonNode card = body.path("card");
    String company = body.path("cardCompany").asString(card.path("company").asString(""));
    String number = body.path("cardNumber").asString(card.path("number").asString(""));
    return new Issue.Issued(key, company, number);
  }

  @Override
  public Capture charge(ChargeRequest request) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("customerKey", request.card().customerKey());
    body.put("amount", request.amount().amount());
    body.put("currency", request.amount().currency().name());
    body.put("orderId", request.payment().toString());
    body.put("orderName", request.orderName());
    String path = "/billing/" + TossPayments.encoded(request.card().billingKey());
    Reply reply = payments.repeated(path, body, request.idempotencyKey());
    Capture capture =
        TossPayments.classified(
            new CaptureRequest(
                "",
                new OrderId(request.payment().value()),
                request.amount(),
                request.idempotencyKey()),
            reply);
    payments.count("billing", capture.outcome().getClass());
    return capture;
  }

  @Override
  public LookUp lookUpCharge(PaymentId payment) {
    return payments.lookUpAt("/payments/orders/" + payment);
  }

  @Override
  public boolean revoke(String billingKey) {
    Reply reply =
        payments.guarded(
            limit -> http.delete("/billing/" + TossPayments.encoded(billingKey), limit),
            settings.totalLimit());
    return reply instanceof Reply.Answered answer
        && (answer.isSuccess() || answer.status() == NOT_FOUND);
  }
}
