package com.moalog.server.retrospect;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.model.Answer;
import com.moalog.server.retrospect.model.RetrospectMethod;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own answers over HTTP: draft, submit, read back. */
@RestController
@RequestMapping("/api/v1/retrospects/{retrospectId}")
@Tag(name = "Retrospect")
class AnswerEndpoints {

  private final Answers answers;

  AnswerEndpoints(Answers answers) {
    this.answers = answers;
  }

  @PutMapping({"/drafts", "/page/drafts"})
  Envelope<Answers.Saved> save(
      MemberId caller, @PathVariable long retrospectId, @RequestBody Drafts body) {
    RetrospectId id = new RetrospectId(Input.positiveId(retrospectId));
    List<@Nullable Draft> drafts = Input.required("drafts", body.drafts());
    if (drafts.isEmpty() || !areDistinct(drafts)) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "drafts");
    }
    List<Answer> written = read(drafts);
    if (written.stream().anyMatch(Answer::isTooLong)) {
      throw Refusal.of(ErrorCode.ANSWER_TOO_LONG);
    }
    return Envelope.success(answers.save(caller, id, written, bases(drafts)));
  }

  @PostMapping("/submit")
  Envelope<Answers.Submitted> submit(
      MemberId caller, @PathVariable long retrospectId, @RequestBody Submission body) {
    RetrospectId id = new RetrospectId(Input.positiveId(retrospectId));
    List<@Nullable Written> given = Input.required("answers", body.answers());
    if (given.size() != RetrospectMethod.QUESTION_COUNT || !areDistinct(given)) {
      throw Refusal.of(ErrorCode.ANSWERS_MISSING);
    }
    List<Answer> written = read(given);
    for (Answer answer : written) {
      if (answer.isBlank()) {
        throw Refusal.of(ErrorCode.ANSWER_BLANK);
      }
      if (answer.isTooLong()) {
        throw Refusal.of(ErrorCode.ANSWER_TOO_LONG);
      }
    }
    return Envelope.success(answers.submit(caller, id, written, body.checkedToken()));
  }

  @GetMapping("/drafts")
  Envelope<Answers.Own> own(MemberId caller, @PathVariable long retrospectId) {
    RetrospectId id = new RetrospectId(Input.positiveId(retrospectId));
    return Envelope.success(answers.own(caller, id));
  }

  private static boolean areDistinct(List<? extends @Nullable Text> written) {
    Set<Integer> numbers = new HashSet<>();
    for (Text answer : written) {
      int number = answer == null || answer.questionNumber() == null ? 0 : answer.questionNumber();
      if (number < 1 || number > RetrospectMethod.QUESTION_COUNT || !numbers.add(number)) {
        return false;
      }
    }
    return true;
  }

  /** Answers of a list whose numbers were checked. */
  private static List<Answer> read(List<? extends @Nullable Text> written) {
    List<Answer> answers = new ArrayList<>();
    for (Text answer : written) {
      if (answer != null && answer.questionNumber() != null) {
        String content = answer.content() == null ? "" : answer.content();
        answers.add(new Answer(answer.questionNumber(), content));
      }
    }
    return answers;
  }

  private static Map<Integer, String> bases(List<@Nullable Draft> drafts) {
    Map<Integer, String> bases = new HashMap<>();
    for (Draft draft : drafts) {
      if (draft != null && draft.questionNumber() != null && draft.base() != null) {
        bases.put(draft.questionNumber(), draft.base());
      }
    }
    return bases;
  }

  /** What the caller wrote to one question. */
  interface Text {

    @Nullable Integer questionNumber();

    @Nullable String content();
  }

  record Drafts(@Nullable List<@Nullable Draft> drafts) {}

  /**
   * A text on its way.
   *
   * @param base the text that the writer's device had last seen saved; with it, what another device
   *     saved meanwhile is not overwritten
   */
  record Draft(@Nullable Integer questionNumber, @Nullable String content, @Nullable String base)
      implements Text {}

  record Submission(@Nullable List<@Nullable Written> answers, @Nullable String editToken) {

    /** 32 random bytes in base64url, as only a browser that means it sends them. */
    @Nullable String checkedToken() {
      if (editToken != null && !editToken.matches("[A-Za-z0-9_-]{43}")) {
        throw Refusal.ofField(ErrorCode.BAD_REQUEST, "editToken");
      }
      return editToken;
    }
  }

  record Written(@Nullable Integer questionNumber, @Nullable String content) implements Text {}
}
