package com.moalog.server.retrospect;

import com.moalog.server.event.EventLog;
import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** All that the page of a retrospect opens with, in one answer. */
@RestController
@Tag(name = "Retrospect")
class RetrospectPageEndpoint {

  private final EventLog events;
  private final RetrospectAccess access;
  private final RetrospectPages pages;

  RetrospectPageEndpoint(EventLog events, RetrospectAccess access, RetrospectPages pages) {
    this.events = events;
    this.access = access;
    this.pages = pages;
  }

  @GetMapping("/api/v1/retrospects/{retrospectId}/page")
  Envelope<RetrospectPages.RetrospectPage> page(
      MemberId caller, Language language, @PathVariable long retrospectId) {
    RetrospectId id = new RetrospectId(Input.positiveId(retrospectId));
    long lastEventId = events.last(id);
    RetrospectView view = access.require(id, caller).requireInside(ErrorCode.NO_ACCESS);
    return Envelope.success(pages.read(caller, view, lastEventId, language));
  }
}
