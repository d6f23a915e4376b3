package com.moalog.fluxpay.audit;

import com.moalog.fluxpay.access.AdminOnly;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.http.Parameters;
import com.moalog.fluxpay.model.Caller;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened to a resource, over HTTP, for operators. */
@AdminOnly
@RestController
@RequestMapping(path = "/api/v1/admin/audit", produces = MediaType.APPLICATION_JSON_VALUE)
class AuditController {

  private static final int RESOURCE_ID_LIMIT = 64;

  private static final int OK = 200;

  private final Timeline timeline;
  private final Verification verification;
  private final Answers answers;

  AuditController(Timeline timeline, Verification verification, Answers answers) {
    this.timeline = timeline;
    this.verification = verification;
    this.answers = answers;
  }

  @GetMapping
  ResponseEntity<String> timeline(Caller caller, @RequestParam String resourceId, Page page) {
    String id = Parameters.text("resourceId", resourceId, RESOURCE_ID_LIMIT);
    List<TimelineEntry> rows = timeline.of(caller, id, page);
    return entity(
        answers.page(page.of(rows), page.next(rows, TimelineEntry::number), caller.trace()));
  }

  @PostMapping("/verify")
  ResponseEntity<String> verify(Caller caller) {
    return entity(answers.success(OK, verification.verify(caller), caller.trace()));
  }

  private static ResponseEntity<String> entity(Answer answer) {
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
