package com.moalog.server.live;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.session.TokenEnd;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Live events over HTTP. */
@RestController
@RequestMapping("/api/v1/retrospects/{retrospectId}")
@Tag(name = "Live")
class LiveEndpoints {

  private final LiveStreams streams;
  private final Presence presence;

  LiveEndpoints(LiveStreams streams, Presence presence) {
    this.streams = streams;
    this.presence = presence;
  }

  @GetMapping("/events")
  @ApiResponse(
      responseCode = "200",
      description = "The stream",
      content =
          @Content(
              mediaType = "text/event-stream",
              schema = @Schema(implementation = String.class)))
  @Parameter(
      name = "Last-Event-ID",
      in = ParameterIn.HEADER,
      description = "Resume after this event")
  @Parameter(
      name = "lastEventId",
      in = ParameterIn.QUERY,
      description = "The same, without a header")
  void events(
      MemberId caller,
      TokenEnd tokenEnd,
      @PathVariable long retrospectId,
      HttpServletRequest request,
      HttpServletResponse response) {
    RetrospectId id = id(retrospectId);
    long from = lastSeen(request);
    streams.open(new LiveStreams.Wish(id, caller, tokenEnd.instant(), from), request, response);
  }

  private static long lastSeen(HttpServletRequest request) {
    String header = request.getHeader("Last-Event-ID");
    String given = header == null ? request.getParameter("lastEventId") : header;
    if (given == null || given.isEmpty()) {
      return LiveStreams.BEGIN_NOW;
    }
    if (!given.matches("[0-9]{1,18}")) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "Last-Event-ID");
    }
    return Long.parseLong(given);
  }

  @PostMapping("/presence")
  Envelope<@Nullable Void> present(
      MemberId caller, @PathVariable long retrospectId, @RequestBody Activity body) {
    RetrospectId id = id(retrospectId);
    presence.set(caller, id, Input.required("writing", body.writing()));
    return Envelope.done();
  }

  private static RetrospectId id(long retrospectId) {
    return new RetrospectId(Input.positiveId(retrospectId));
  }

  record Activity(@Nullable Boolean writing) {}
}
