package com.moalog.server.actionitem;

import com.moalog.server.actionitem.ActionItemRows.Stored;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A change of an action item. What the body does not name stays; {@code null} takes an owner or a
 * due date away, which is why it is read from the tree and not bound to fields.
 */
record Change(JsonNode body) {

  /** The item as it will be. */
  Stored applied(Stored item) {
    return new Stored(
        item.room(),
        item.retrospect(),
        item.creator(),
        content(item),
        status(item),
        owner(item),
        dueDate(item));
  }

  /** Refuses a body that names nothing that can be changed. */
  Change checked() {
    boolean useful =
        body.isObject()
            && (body.has("content")
                || body.has("ownerMemberId")
                || body.has("dueDate")
                || body.has("status"));
    if (!useful) {
      throw Refusal.of(ErrorCode.BAD_REQUEST);
    }
    return this;
  }

  private String content(Stored item) {
    return body.has("content") ? NewActionItem.Fields.content(text("content")) : item.content();
  }

  private ActionItemStatus status(Stored item) {
    if (!body.has("status")) {
      return item.status();
    }
    String name = text("status");
    if (name == null) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "status");
    }
    return ActionItemStatus.named(name)
        .orElseThrow(() -> Refusal.ofField(ErrorCode.BAD_REQUEST, "status"));
  }

  private @Nullable Long owner(Stored item) {
    if (!body.has("ownerMemberId")) {
      return item.owner();
    }
    JsonNode value = body.path("ownerMemberId");
    if (value.isNull()) {
      return null;
    }
    if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 1) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "ownerMemberId");
    }
    return value.longValue();
  }

  private @Nullable LocalDate dueDate(Stored item) {
    return body.has("dueDate") ? NewActionItem.Fields.dueDate(text("dueDate")) : item.dueDate();
  }

  private @Nullable String text(String field) {
    JsonNode value = body.path(field);
    if (value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, field);
    }
    return value.stringValue();
  }
}
