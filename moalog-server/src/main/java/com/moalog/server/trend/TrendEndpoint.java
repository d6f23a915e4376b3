package com.moalog.server.trend;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.Input;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Trends over HTTP. */
@RestController
@Tag(name = "Trend")
class TrendEndpoint {

  private final Trends trends;

  TrendEndpoint(Trends trends) {
    this.trends = trends;
  }

  @GetMapping("/api/v1/retro-rooms/{retroRoomId}/trends")
  Envelope<Trends.OfRoom> trends(MemberId caller, @PathVariable long retroRoomId) {
    RoomId room = new RoomId(Input.positiveId(retroRoomId));
    return Envelope.success(trends.ofRoom(caller, room));
  }
}
