package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.access.AdminOnly;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.http.Parameters;
import com.moalog.fluxpay.model.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A tenant's notifications over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
class WebhookController {

  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  /** Notifications from before the service existed are not asked for by accident. */
  private static final Instant EVER = Instant.EPOCH;

  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private final WebhookDesk desk;
  private final Answers answers;

  WebhookController(WebhookDesk desk, Answers answers) {
    this.desk = desk;
    this.answers = answers;
  }

  @GetMapping
  ResponseEntity<String> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      Page page) {
    WebhookDesk.Query query =
        new WebhookDesk.Query(
            Parameters.constant("status", status, WebhookStatus.class),
            Parameters.instant("from", from, EVER),
            Parameters.instant("to", to, NEVER));
    List<WebhookView> rows = desk.list(caller, query, page);
    return entity(
        answers.page(page.of(rows), page.next(rows, WebhookView::number), caller.trace()));
  }

  @PostMapping("/retry")
  ResponseEntity<String> retry(Caller caller, JsonBody body) {
    int retried = desk.retry(caller, RetryWish.from(body));
    return entity(answers.success(ACCEPTED, Map.of("retried", retried), caller.trace()));
  }

  @AdminOnly
  @PutMapping("/config")
  ResponseEntity<String> configure(Caller caller, JsonBody body) {
    WebhookDesk.Target target = desk.configure(caller, ConfigureWish.from(body));
    return entity(answers.success(OK, target, caller.trace()));
  }

  private static ResponseEntity<String> entity(Answer answer) {
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
