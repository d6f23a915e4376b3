package com.moalog.fluxpay.reconciliation;

import com.moalog.fluxpay.access.AdminOnly;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.Parameters;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The comparison with the provider's settlement list over HTTP, for operators. */
@AdminOnly
@RestController
@RequestMapping(path = "/api/v1/admin/reconciliations", produces = MediaType.APPLICATION_JSON_VALUE)
class ReconciliationController {

  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int DAY_LENGTH = 10;

  private final ReconcileDay days;
  private final DailyRun daily;
  private final Answers answers;

  ReconciliationController(ReconcileDay days, DailyRun daily, Answers answers) {
    this.days = days;
    this.daily = daily;
    this.answers = answers;
  }

  @PostMapping
  ResponseEntity<String> request(Caller caller, JsonBody body) {
    Fields fields = new Fields(body);
    String text = fields.requiredText("day", DAY_LENGTH).orElse("");
    fields.refuseFaults();
    return entity(answers.success(ACCEPTED, days.request(caller, day(text)), caller.trace()));
  }

  private LocalDate day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (!day.isAfter(daily.today())) {
        return day;
      }
    } catch (DateTimeParseException refusedBelow) {
      // Said in the same words as a day that is still to come.
    }
    throw RefusedException.ofField("day", "must be a day up to today such as 2026-03-01");
  }

  @GetMapping("/{runId}")
  ResponseEntity<String> find(Caller caller, @PathVariable String runId) {
    return days.find(caller, Parameters.uuid("runId", runId))
        .map(run -> entity(answers.success(OK, run, caller.trace())))
        .orElseThrow(() -> RefusedException.of(ErrorCode.ADM_001));
  }

  private static ResponseEntity<String> entity(Answer answer) {
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
