package com.moalog.server.retrospect;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Retrospects over HTTP: create, take part, look at, find and delete. */
@RestController
@RequestMapping("/api/v1/retrospects")
@Tag(name = "Retrospect")
class RetrospectEndpoints {

  private static final int KEYWORD_LIMIT = 100;

  private final Retrospects retrospects;
  private final Participations participations;
  private final RetrospectReader reader;
  private final RetrospectSearch search;

  RetrospectEndpoints(
      Retrospects retrospects,
      Participations participations,
      RetrospectReader reader,
      RetrospectSearch search) {
    this.retrospects = retrospects;
    this.participations = participations;
    this.reader = reader;
    this.search = search;
  }

  @PostMapping
  Envelope<Retrospects.Created> create(MemberId caller, @RequestBody Proposal body) {
    return Envelope.success(retrospects.create(caller, body));
  }

  @PostMapping("/{retrospectId}/participants")
  Envelope<Participations.Participant> participate(
      MemberId caller, @PathVariable long retrospectId) {
    return Envelope.success(participations.participate(caller, id(retrospectId)));
  }

  @GetMapping("/{retrospectId}/references")
  Envelope<List<RetrospectReader.Reference>> references(
      MemberId caller, @PathVariable long retrospectId) {
    return Envelope.success(reader.references(caller, id(retrospectId)));
  }

  @GetMapping("/search")
  ResponseEntity<Envelope<List<RetrospectSearch.Found>>> search(
      MemberId caller,
      @RequestParam(required = false) @Nullable String keyword,
      @RequestParam(required = false) @Nullable Integer size,
      @RequestParam(required = false) @Nullable Long cursor) {
    String wanted = keyword == null ? "" : keyword.strip();
    if (wanted.isEmpty() || Input.length(wanted) > KEYWORD_LIMIT) {
      throw Refusal.of(ErrorCode.KEYWORD_INVALID);
    }
    int limit = Input.pageSize(size, Input.LIST_LIMIT);
    return search.byTitle(caller, wanted, limit, Input.cursor(cursor)).asArray(size != null);
  }

  @GetMapping("/storage")
  Envelope<RetrospectSearch.Storage> storage(
      MemberId caller, Language language, @RequestParam(required = false) @Nullable String range) {
    StorageRange wanted =
        StorageRange.named(range == null ? "ALL" : range)
            .orElseThrow(() -> Refusal.ofField(ErrorCode.BAD_REQUEST, "range"));
    return Envelope.success(search.storage(caller, wanted, language));
  }

  @GetMapping("/{retrospectId}")
  Envelope<RetrospectReader.Detail> detail(
      MemberId caller, Language language, @PathVariable long retrospectId) {
    return Envelope.success(reader.detail(caller, id(retrospectId), language));
  }

  @DeleteMapping("/{retrospectId}")
  Envelope<@Nullable Void> delete(MemberId caller, @PathVariable long retrospectId) {
    retrospects.delete(caller, id(retrospectId));
    return Envelope.done();
  }

  private static RetrospectId id(long retrospectId) {
    return new RetrospectId(Input.positiveId(retrospectId));
  }
}
