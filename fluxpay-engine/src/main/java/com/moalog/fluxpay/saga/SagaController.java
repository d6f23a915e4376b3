package com.moalog.fluxpay.saga;

import com.moalog.fluxpay.access.AdminOnly;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.http.Parameters;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.saga.model.SagaStatus;
import com.moalog.fluxpay.saga.model.SagaType;
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

/** A tenant's sagas over HTTP, for operators. */
@AdminOnly
@RestController
@RequestMapping(path = "/api/v1/admin/sagas", produces = MediaType.APPLICATION_JSON_VALUE)
class SagaController {

  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final SagaDesk desk;
  private final Answers answers;

  SagaController(SagaDesk desk, Answers answers) {
    this.desk = desk;
    this.answers = answers;
  }

  @GetMapping
  ResponseEntity<String> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String type,
      Page page) {
    SagaDesk.Query query =
        new SagaDesk.Query(
            Parameters.constant("status", status, SagaStatus.class),
            Parameters.constant("type", type, SagaType.class));
    List<SagaView> rows = desk.list(caller, query, page);
    return entity(answers.page(page.of(rows), page.next(rows, SagaView::number), caller.trace()));
  }

  @GetMapping("/{sagaId}")
  ResponseEntity<String> find(Caller caller, @PathVariable String sagaId) {
    return desk.find(caller, sagaId)
        .map(saga -> entity(answers.success(OK, saga, caller.trace())))
        .orElseThrow(() -> RefusedException.of(ErrorCode.ADM_001));
  }

  @PostMapping("/{sagaId}/retry")
  ResponseEntity<String> retry(Caller caller, @PathVariable String sagaId) {
    return entity(answers.success(ACCEPTED, desk.retry(caller, sagaId), caller.trace()));
  }

  private static ResponseEntity<String> entity(Answer answer) {
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
