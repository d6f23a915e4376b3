package com.moalog.server.response;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Page;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.RetrospectAccess;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The answers of a retrospect over HTTP, as its room sees them. */
@RestController
@Tag(name = "Retrospect")
class ResponseListEndpoint {

  private static final int PAGE_SIZE = 10;

  private final RetrospectAccess access;
  private final Responses responses;

  ResponseListEndpoint(RetrospectAccess access, Responses responses) {
    this.access = access;
    this.responses = responses;
  }

  @GetMapping({
    "/api/v1/retrospects/{retrospectId}/responses",
    "/api/v1/retrospects/{retrospectId}/page/responses"
  })
  Envelope<Answers> list(
      MemberId caller,
      @PathVariable long retrospectId,
      @RequestParam(required = false) @Nullable String category,
      @RequestParam(required = false) @Nullable Long cursor,
      @RequestParam(required = false) @Nullable Integer size) {
    RetrospectId id = new RetrospectId(Input.positiveId(retrospectId));
    AnswerCategory wanted =
        AnswerCategory.named(Input.required("category", category))
            .orElseThrow(() -> Refusal.of(ErrorCode.CATEGORY_INVALID));
    Long before = Input.cursor(cursor);
    int limit = Input.pageSize(size, PAGE_SIZE);
    access.require(id, caller).requireInside(ErrorCode.RETROSPECT_NOT_FOUND);
    Page<Responses.Entry> page =
        responses.page(caller, new Responses.Query(id, wanted, before, limit));
    return Envelope.success(new Answers(page.items(), page.hasNext(), page.nextCursor()));
  }

  record Answers(List<Responses.Entry> responses, boolean hasNext, @Nullable Long nextCursor) {}
}
