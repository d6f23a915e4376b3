package com.moalog.server.ai;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.Input;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import com.moalog.server.room.RoomAccess;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a team can see and decide about the AI, over HTTP. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Ai")
class AiTrustEndpoints {

  private final AiSwitch aiSwitch;
  private final Preview preview;
  private final RoomAccess rooms;
  private final Spend spend;

  AiTrustEndpoints(AiSwitch aiSwitch, Preview preview, RoomAccess rooms, Spend spend) {
    this.rooms = rooms;
    this.spend = spend;
    this.aiSwitch = aiSwitch;
    this.preview = preview;
  }

  @GetMapping("/retrospects/{retrospectId}/analysis/preview")
  Envelope<Preview.Sent> preview(
      MemberId caller, Language language, @PathVariable long retrospectId) {
    RetrospectId id = new RetrospectId(Input.positiveId(retrospectId));
    return Envelope.success(preview.of(id, caller, language));
  }

  @GetMapping("/retro-rooms/{retroRoomId}/ai")
  Envelope<Setting> setting(MemberId caller, @PathVariable long retroRoomId) {
    return Envelope.success(new Setting(aiSwitch.isOn(caller, room(retroRoomId))));
  }

  @PutMapping("/retro-rooms/{retroRoomId}/ai")
  Envelope<Setting> set(MemberId caller, @PathVariable long retroRoomId, @RequestBody Choice body) {
    RoomId room = room(retroRoomId);
    boolean enabled = Input.required("enabled", body.enabled());
    aiSwitch.set(caller, room, enabled);
    return Envelope.success(new Setting(enabled));
  }

  @GetMapping("/retro-rooms/{retroRoomId}/ai/usage")
  Envelope<Usage> usage(MemberId caller, @PathVariable long retroRoomId) {
    RoomId room = room(retroRoomId);
    rooms.requireInside(room, caller);
    return Envelope.success(new Usage(spend.monthsOf(room)));
  }

  private static RoomId room(long retroRoomId) {
    return new RoomId(Input.positiveId(retroRoomId));
  }

  /** What the AI has cost a room. */
  record Usage(List<Spend.Month> months) {}

  record Setting(boolean enabled) {}

  record Choice(@Nullable Boolean enabled) {}
}
