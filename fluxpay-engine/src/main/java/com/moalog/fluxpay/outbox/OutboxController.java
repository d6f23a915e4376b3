package com.moalog.fluxpay.outbox;

import com.moalog.fluxpay.access.AdminOnly;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.http.Parameters;
import com.moalog.fluxpay.model.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A tenant's events over HTTP, for operators. */
@AdminOnly
@RestController
@RequestMapping(path = "/api/v1/admin/outbox", produces = MediaType.APPLICATION_JSON_VALUE)
class OutboxController {

  private static final int ACCEPTED = 202;

  private final OutboxDesk desk;
  private final Answers answers;

  OutboxController(OutboxDesk desk, Answers answers) {
    this.desk = desk;
    this.answers = answers;
  }

  @GetMapping
  ResponseEntity<String> list(
      Caller caller, @RequestParam(required = false) @Nullable String status, Page page) {
    List<EventView> rows =
        desk.list(caller, Parameters.constant("status", status, EventStatus.class), page);
    return entity(answers.page(page.of(rows), page.next(rows, EventView::number), caller.trace()));
  }

  @PostMapping("/{eventId}/requeue")
  ResponseEntity<String> requeue(Caller caller, @PathVariable String eventId) {
    return entity(answers.success(ACCEPTED, desk.requeue(caller, eventId), caller.trace()));
  }

  @PostMapping("/{eventId}/skip")
  ResponseEntity<String> skip(Caller caller, @PathVariable String eventId) {
    return entity(answers.success(ACCEPTED, desk.skip(caller, eventId), caller.trace()));
  }

  private static ResponseEntity<String> entity(Answer answer) {
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
