package com.moalog.server.retrospect;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.Input;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The retrospects of one room over HTTP. */
@RestController
@Tag(name = "RetroRoom")
class RoomRetrospectsEndpoint {

  private final RetrospectReader reader;

  RoomRetrospectsEndpoint(RetrospectReader reader) {
    this.reader = reader;
  }

  @GetMapping("/api/v1/retro-rooms/{retroRoomId}/retrospects")
  ResponseEntity<Envelope<List<RetrospectReader.Entry>>> list(
      MemberId caller,
      @PathVariable long retroRoomId,
      @RequestParam(required = false) @Nullable Integer size,
      @RequestParam(required = false) @Nullable Long cursor) {
    int limit = Input.pageSize(size, Input.LIST_LIMIT);
    return reader
        .inRoom(caller, new RoomId(retroRoomId), limit, Input.cursor(cursor))
        .asArray(size != null);
  }
}
