package com.moalog.fluxpay.inbound;

import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.http.RequestTraces;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.Trace;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where Toss Payments sends its messages. It repeats them until it is answered 200. */
@RestController
class TossWebhookController {

  private static final int OK = 200;

  private final InboundWebhooks webhooks;
  private final Answers answers;
  private final RequestTraces traces;

  TossWebhookController(InboundWebhooks webhooks, Answers answers, RequestTraces traces) {
    this.webhooks = webhooks;
    this.answers = answers;
    this.traces = traces;
  }

  @PostMapping(path = "/api/v1/webhooks/toss", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> receive(
      HttpServletRequest request,
      JsonBody body,
      @RequestHeader(name = "tosspayments-webhook-transmission-id", defaultValue = "")
          String transmissionId) {
    Trace trace = traces.of(request);
    if (webhooks.receive(Message.read(body, transmissionId), trace)
        == InboundWebhooks.Receipt.FORGED) {
      throw RefusedException.of(ErrorCode.VAL_006);
    }
    Answer answer = answers.success(OK, Map.of("received", true), trace);
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
