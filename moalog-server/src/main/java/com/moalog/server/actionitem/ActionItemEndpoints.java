package com.moalog.server.actionitem;

import com.moalog.server.actionitem.ActionItemRows.Wanted;
import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Page;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Action items over HTTP. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "ActionItem")
class ActionItemEndpoints {

  private static final int PAGE_SIZE = 20;

  private final ActionItems items;
  private final KeptRates rates;

  ActionItemEndpoints(ActionItems items, KeptRates rates) {
    this.items = items;
    this.rates = rates;
  }

  @GetMapping("/retro-rooms/{retroRoomId}/action-items")
  Envelope<Listed> list(
      MemberId caller,
      @PathVariable long retroRoomId,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable Long cursor,
      @RequestParam(required = false) @Nullable Integer size) {
    RoomId room = room(retroRoomId);
    ActionItemStatus wanted = status == null ? null : status(status);
    Long before = Input.cursor(cursor);
    int limit = Input.pageSize(size, PAGE_SIZE);
    Page<ActionItem> page = items.inRoom(caller, room, new Wanted(wanted, before, limit));
    return Envelope.success(new Listed(page.items(), page.hasNext(), page.nextCursor()));
  }

  private static ActionItemStatus status(String name) {
    return ActionItemStatus.named(name)
        .orElseThrow(() -> Refusal.ofField(ErrorCode.BAD_REQUEST, "status"));
  }

  @PostMapping("/retro-rooms/{retroRoomId}/action-items")
  Envelope<ActionItem> make(
      MemberId caller, @PathVariable long retroRoomId, @RequestBody NewActionItem body) {
    return Envelope.success(items.make(caller, room(retroRoomId), body.checked()));
  }

  @PatchMapping("/action-items/{actionItemId}")
  Envelope<ActionItem> change(
      MemberId caller,
      @PathVariable long actionItemId,
      @RequestBody @Schema(implementation = Changed.class) JsonNode body) {
    long id = Input.positiveId(actionItemId);
    return Envelope.success(items.change(caller, id, new Change(body).checked()));
  }

  @DeleteMapping("/action-items/{actionItemId}")
  Envelope<@Nullable Void> delete(MemberId caller, @PathVariable long actionItemId) {
    items.delete(caller, Input.positiveId(actionItemId));
    return Envelope.done();
  }

  @GetMapping("/retrospects/{retrospectId}/action-items")
  Envelope<ActionItems.OfRetrospect> ofRetrospect(
      MemberId caller, @PathVariable long retrospectId) {
    return Envelope.success(items.of(caller, new RetrospectId(Input.positiveId(retrospectId))));
  }

  @GetMapping("/retro-rooms/{retroRoomId}/action-items/kept")
  Envelope<KeptRates.Kept> kept(MemberId caller, @PathVariable long retroRoomId) {
    return Envelope.success(rates.ofRoom(caller, room(retroRoomId)));
  }

  private static RoomId room(long retroRoomId) {
    return new RoomId(Input.positiveId(retroRoomId));
  }

  record Listed(List<ActionItem> actionItems, boolean hasNext, @Nullable Long nextCursor) {}

  /** What a change may name; {@code null} takes owner or due date away. */
  record Changed(
      @Nullable String content,
      @Nullable Long ownerMemberId,
      @Nullable String dueDate,
      @Nullable String status) {}
}
