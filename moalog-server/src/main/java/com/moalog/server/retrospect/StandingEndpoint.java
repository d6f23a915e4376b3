package com.moalog.server.retrospect;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the page of a retrospect has to know about the caller, which its details do not tell. */
@RestController
@Tag(name = "Retrospect")
class StandingEndpoint {

  private final RetrospectAccess access;
  private final Standings standings;

  StandingEndpoint(RetrospectAccess access, Standings standings) {
    this.access = access;
    this.standings = standings;
  }

  @GetMapping("/api/v1/retrospects/{retrospectId}/standing")
  Envelope<Standings.MyStanding> mine(MemberId caller, @PathVariable long retrospectId) {
    RetrospectId id = new RetrospectId(Input.positiveId(retrospectId));
    RetrospectView view = access.require(id, caller).requireInside(ErrorCode.NO_ACCESS);
    return Envelope.success(standings.of(caller, view, standings.submitted(id)));
  }
}
