package com.moalog.server.anonymous;

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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An author's anonymous answers over HTTP. The token travels in bodies, which are not logged. */
@RestController
@RequestMapping("/api/v1/retrospects/{retrospectId}/anonymous-answers")
@Tag(name = "Retrospect")
class AnonymousAnswerEndpoints {

  private static final int TOKEN_LIMIT = 100;

  private final AnonymousEdits edits;

  AnonymousAnswerEndpoints(AnonymousEdits edits) {
    this.edits = edits;
  }

  @PostMapping("/read")
  Envelope<AnonymousEdits.Found> read(
      MemberId caller, @PathVariable long retrospectId, @RequestBody Key body) {
    RetrospectId id = id(retrospectId);
    return Envelope.success(edits.find(caller, id, token(body.editToken())));
  }

  @PutMapping
  Envelope<AnonymousEdits.Found> change(
      MemberId caller, @PathVariable long retrospectId, @RequestBody Change body) {
    RetrospectId id = id(retrospectId);
    EditToken token = token(body.editToken());
    return Envelope.success(edits.change(caller, id, token, answers(body.answers())));
  }

  private static RetrospectId id(long retrospectId) {
    return new RetrospectId(Input.positiveId(retrospectId));
  }

  private static EditToken token(@Nullable String given) {
    String text = Input.required("editToken", given);
    if (text.isEmpty() || text.length() > TOKEN_LIMIT) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "editToken");
    }
    return new EditToken(text);
  }

  private static List<Answer> answers(@Nullable List<@Nullable Written> given) {
    List<@Nullable Written> written = Input.required("answers", given);
    Set<Integer> numbers = new HashSet<>();
    List<Answer> answers = new ArrayList<>();
    for (Written one : written) {
      Integer number = one == null ? null : one.questionNumber();
      if (one == null || number == null || !isQuestion(number) || !numbers.add(number)) {
        throw Refusal.ofField(ErrorCode.BAD_REQUEST, "answers");
      }
      answers.add(answer(number, one.content()));
    }
    if (answers.isEmpty()) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "answers");
    }
    return answers;
  }

  private static boolean isQuestion(int number) {
    return number >= 1 && number <= RetrospectMethod.QUESTION_COUNT;
  }

  private static Answer answer(int number, @Nullable String content) {
    Answer answer = new Answer(number, content == null ? "" : content);
    if (answer.isBlank()) {
      throw Refusal.of(ErrorCode.ANSWER_BLANK);
    }
    if (answer.isTooLong()) {
      throw Refusal.of(ErrorCode.ANSWER_TOO_LONG);
    }
    return answer;
  }

  record Key(@Nullable String editToken) {}

  record Change(@Nullable String editToken, @Nullable List<@Nullable Written> answers) {}

  record Written(@Nullable Integer questionNumber, @Nullable String content) {}
}
