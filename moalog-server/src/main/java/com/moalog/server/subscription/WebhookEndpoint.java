package com.moalog.server.subscription;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.OpenToAnyone;
import com.moalog.server.http.Refusal;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Hears from the payment engine; only what is signed counts. */
@RestController
@Tag(name = "Payment")
class WebhookEndpoint {

  private final WebhookSignature signature;
  private final Payments payments;
  private final JsonMapper json;

  WebhookEndpoint(WebhookSignature signature, Payments payments, JsonMapper json) {
    this.signature = signature;
    this.payments = payments;
    this.json = json;
  }

  @OpenToAnyone
  @PostMapping("/api/v1/webhooks/fluxpay")
  Envelope<@Nullable Void> hear(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    boolean genuine =
        signature.accepts(
            request.getHeader("X-FluxPay-Timestamp"),
            request.getHeader("X-FluxPay-Signature"),
            body);
    if (!genuine) {
      throw Refusal.of(ErrorCode.WEBHOOK_SIGNATURE);
    }
    payments.hear(event(body).complete());
    return Envelope.done();
  }

  private PaymentEvent event(byte[] body) {
    try {
      PaymentEvent event = json.readValue(body, PaymentEvent.class);
      if (event != null) {
        return event;
      }
    } catch (JacksonException malformed) {
      throw Refusal.of(ErrorCode.BAD_REQUEST);
    }
    throw Refusal.of(ErrorCode.BAD_REQUEST);
  }
}
