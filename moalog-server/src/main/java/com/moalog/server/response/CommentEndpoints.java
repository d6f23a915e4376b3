package com.moalog.server.response;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Page;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.ResponseId;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Comments and likes over HTTP. */
@RestController
@RequestMapping("/api/v1/responses/{responseId}")
@Tag(name = "Response")
class CommentEndpoints {

  private static final int PAGE_SIZE = 20;
  private static final int CONTENT_LIMIT = 200;

  private final Comments comments;
  private final Likes likes;

  CommentEndpoints(Comments comments, Likes likes) {
    this.comments = comments;
    this.likes = likes;
  }

  @GetMapping({"/comments", "/page/comments"})
  Envelope<CommentPage> list(
      MemberId caller,
      @PathVariable long responseId,
      @RequestParam(required = false) @Nullable Long cursor,
      @RequestParam(required = false) @Nullable Integer size) {
    ResponseId response = id(responseId);
    Long before = Input.cursor(cursor);
    Page<Comments.Entry> page =
        comments.page(caller, response, before, Input.pageSize(size, PAGE_SIZE));
    return Envelope.success(new CommentPage(page.items(), page.hasNext(), page.nextCursor()));
  }

  @PostMapping("/comments")
  Envelope<Comments.Added> add(
      MemberId caller, @PathVariable long responseId, @RequestBody NewComment body) {
    ResponseId response = id(responseId);
    String content = Input.required("content", body.content());
    if (content.isBlank()) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "content");
    }
    if (Input.length(content) > CONTENT_LIMIT) {
      throw Refusal.of(ErrorCode.COMMENT_TOO_LONG);
    }
    return Envelope.success(comments.add(caller, response, content));
  }

  @PostMapping("/likes")
  Envelope<Likes.Liked> like(MemberId caller, @PathVariable long responseId) {
    return Envelope.success(likes.toggle(caller, id(responseId)));
  }

  private static ResponseId id(long responseId) {
    return new ResponseId(Input.positiveId(responseId));
  }

  record NewComment(@Nullable String content) {}

  record CommentPage(List<Comments.Entry> comments, boolean hasNext, @Nullable Long nextCursor) {}
}
