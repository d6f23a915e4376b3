package com.moalog.server.ai;

import com.moalog.server.ai.model.Analysis;
import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.model.RetrospectMethod;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What members ask the AI for. Its pace is checked before anything is looked up. */
@RestController
@Tag(name = "Retrospect")
class AiEndpoints {

  private final AiPaces paces;
  private final Analyses analyses;
  private final Assistant assistant;

  AiEndpoints(AiPaces paces, Analyses analyses, Assistant assistant) {
    this.paces = paces;
    this.analyses = analyses;
    this.assistant = assistant;
  }

  @PostMapping("/api/v1/retrospects/{retrospectId}/analysis")
  Envelope<Analysis> analyse(MemberId caller, Language language, @PathVariable long retrospectId) {
    RetrospectId id = new RetrospectId(Input.positiveId(retrospectId));
    paces.passAnalysis(caller);
    return Envelope.success(analyses.analyse(id, caller, language));
  }

  @GetMapping("/api/v1/retrospects/{retrospectId}/analysis")
  Envelope<Analysis> analysis(MemberId caller, @PathVariable long retrospectId) {
    return Envelope.success(
        analyses.find(new RetrospectId(Input.positiveId(retrospectId)), caller));
  }

  @GetMapping("/api/v1/retrospects/{retrospectId}/analysis/evidence")
  Envelope<Evidence> evidence(MemberId caller, @PathVariable long retrospectId) {
    return Envelope.success(
        analyses.evidence(new RetrospectId(Input.positiveId(retrospectId)), caller));
  }

  @PostMapping("/api/v1/retrospects/{retrospectId}/questions/{questionId}/assistant")
  Envelope<Assistant.Hints> hints(
      MemberId caller,
      Language language,
      @PathVariable long retrospectId,
      @PathVariable long questionId,
      @RequestBody(required = false) @Nullable Draft draft) {
    String text = draft == null ? "" : draft.text();
    paces.passAssistant(caller);
    RetrospectId id = new RetrospectId(Input.positiveId(retrospectId));
    if (questionId < 1 || questionId > RetrospectMethod.QUESTION_COUNT) {
      throw Refusal.of(ErrorCode.QUESTION_NOT_FOUND);
    }
    return Envelope.success(
        assistant.hints(caller, new Assistant.Wish(id, (int) questionId, text, language)));
  }

  /** What is written so far. */
  record Draft(@Nullable String content) {

    private static final int LIMIT = 1_000;

    String text() {
      if (content == null) {
        return "";
      }
      if (Input.length(content) > LIMIT) {
        throw Refusal.ofField(ErrorCode.BAD_REQUEST, "content");
      }
      return content;
    }
  }
}
