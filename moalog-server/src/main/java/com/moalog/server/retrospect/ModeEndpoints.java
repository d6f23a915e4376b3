package com.moalog.server.retrospect;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.Input;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether a retrospect is anonymous, over HTTP. */
@RestController
@RequestMapping("/api/v1/retrospects/{retrospectId}/mode")
@Tag(name = "Retrospect")
class ModeEndpoints {

  private final Retrospects retrospects;

  ModeEndpoints(Retrospects retrospects) {
    this.retrospects = retrospects;
  }

  @GetMapping
  Envelope<Retrospects.Mode> mode(MemberId caller, @PathVariable long retrospectId) {
    return Envelope.success(retrospects.mode(caller, id(retrospectId)));
  }

  @PutMapping
  Envelope<Retrospects.Mode> change(
      MemberId caller, @PathVariable long retrospectId, @RequestBody Choice body) {
    RetrospectId id = id(retrospectId);
    boolean anonymous = Input.required("anonymous", body.anonymous());
    return Envelope.success(retrospects.changeMode(caller, id, anonymous));
  }

  private static RetrospectId id(long retrospectId) {
    return new RetrospectId(Input.positiveId(retrospectId));
  }

  record Choice(@Nullable Boolean anonymous) {}
}
