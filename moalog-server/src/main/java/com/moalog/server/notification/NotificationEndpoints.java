package com.moalog.server.notification;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.Input;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.notification.Notifications.Deliveries;
import com.moalog.server.notification.Notifications.Saved;
import com.moalog.server.notification.Notifications.Shown;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where a room's news go, over HTTP. */
@RestController
@RequestMapping("/api/v1/retro-rooms/{retroRoomId}/notifications")
@Tag(name = "Notification")
class NotificationEndpoints {

  private final Notifications notifications;

  NotificationEndpoints(Notifications notifications) {
    this.notifications = notifications;
  }

  @GetMapping
  Envelope<Shown> show(MemberId caller, @PathVariable long retroRoomId) {
    return Envelope.success(notifications.show(caller, room(retroRoomId)));
  }

  @PutMapping
  Envelope<Saved> save(
      MemberId caller,
      Language language,
      @PathVariable long retroRoomId,
      @RequestBody HookInput body) {
    return Envelope.success(notifications.save(caller, room(retroRoomId), body, language));
  }

  @DeleteMapping
  Envelope<@Nullable Void> delete(MemberId caller, @PathVariable long retroRoomId) {
    notifications.delete(caller, room(retroRoomId));
    return Envelope.done();
  }

  @GetMapping("/deliveries")
  Envelope<Deliveries> deliveries(MemberId caller, @PathVariable long retroRoomId) {
    return Envelope.success(notifications.deliveries(caller, room(retroRoomId)));
  }

  private static RoomId room(long retroRoomId) {
    return new RoomId(Input.positiveId(retroRoomId));
  }
}
