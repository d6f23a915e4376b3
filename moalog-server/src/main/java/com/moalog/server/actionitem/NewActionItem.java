package com.moalog.server.actionitem;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.ResponseId;
import com.moalog.server.model.RetrospectId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A new action item as the client describes it. */
record NewActionItem(
    @Nullable String content,
    @Nullable Long ownerMemberId,
    @Nullable String dueDate,
    @Nullable Long retrospectId,
    @Nullable Long responseId,
    @Nullable String kind) {

  /** The description with everything checked that needs no look into the database. */
  Draft checked() {
    return new Draft(
        Fields.content(content),
        ownerMemberId == null ? null : new MemberId(id("ownerMemberId", ownerMemberId)),
        Fields.dueDate(dueDate),
        origin());
  }

  private @Nullable Origin origin() {
    if (retrospectId == null) {
      if (responseId != null || kind != null) {
        throw Refusal.ofField(ErrorCode.BAD_REQUEST, "retrospectId");
      }
      return null;
    }
    ResponseId answer = responseId == null ? null : new ResponseId(id("responseId", responseId));
    OriginKind usual = answer == null ? OriginKind.RETROSPECT : OriginKind.ANSWER;
    OriginKind chosen =
        kind == null
            ? usual
            : OriginKind.named(kind)
                .orElseThrow(() -> Refusal.ofField(ErrorCode.BAD_REQUEST, "kind"));
    if ((chosen == OriginKind.ANSWER) != (answer != null)) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "responseId");
    }
    return new Origin(new RetrospectId(id("retrospectId", retrospectId)), chosen, answer);
  }

  private static long id(String field, long value) {
    if (value < 1) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, field);
    }
    return value;
  }

  /** A new action item in order. */
  record Draft(
      String content,
      @Nullable MemberId owner,
      @Nullable LocalDate dueDate,
      @Nullable Origin origin) {}

  /** What it grew out of. */
  record Origin(RetrospectId retrospect, OriginKind kind, @Nullable ResponseId answer) {}

  /** The checks that a change shares with a new item. */
  static final class Fields {

    private static final int CONTENT_LIMIT = 200;

    private Fields() {}

    static String content(@Nullable String content) {
      String text = Input.required("content", content).strip();
      if (text.isEmpty() || Input.length(text) > CONTENT_LIMIT) {
        throw Refusal.ofField(ErrorCode.BAD_REQUEST, "content");
      }
      return text;
    }

    static @Nullable LocalDate dueDate(@Nullable String text) {
      return text == null
          ? null
          : DueDates.read(text)
              .orElseThrow(() -> Refusal.ofField(ErrorCode.BAD_REQUEST, "dueDate"));
    }
  }
}
