package com.moalog.server.room;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rooms over HTTP. */
@RestController
@RequestMapping("/api/v1/retro-rooms")
@Tag(name = "RetroRoom")
class RoomEndpoints {

  private static final int TITLE_LIMIT = 20;
  private static final int DESCRIPTION_LIMIT = 50;

  /** Nobody belongs to more rooms than a list returns. */
  private static final int ORDER_LIMIT = Input.LIST_LIMIT;

  private final Rooms rooms;
  private final RoomDirectory directory;

  RoomEndpoints(Rooms rooms, RoomDirectory directory) {
    this.rooms = rooms;
    this.directory = directory;
  }

  @PostMapping
  Envelope<Rooms.Created> create(MemberId caller, @RequestBody Creation body) {
    String title = title(Input.required("title", body.title()));
    String description = body.description();
    if (description != null && Input.length(description) > DESCRIPTION_LIMIT) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "description");
    }
    return Envelope.success(rooms.create(caller, title, description));
  }

  @GetMapping
  ResponseEntity<Envelope<List<RoomDirectory.Entry>>> list(
      MemberId caller,
      @RequestParam(required = false) @Nullable Integer size,
      @RequestParam(required = false) @Nullable Long cursor) {
    int limit = Input.pageSize(size, Input.LIST_LIMIT);
    return directory.roomsOf(caller, limit, Input.cursor(cursor)).asArray(size != null);
  }

  @PatchMapping("/order")
  Envelope<@Nullable Void> reorder(MemberId caller, @RequestBody Order body) {
    rooms.reorder(caller, places(Input.required("retroRoomOrders", body.retroRoomOrders())));
    return Envelope.done();
  }

  @PatchMapping("/{retroRoomId}/name")
  Envelope<Rooms.Renamed> rename(
      MemberId caller, @PathVariable long retroRoomId, @RequestBody Naming body) {
    String title = title(Input.required("name", body.name()));
    return Envelope.success(rooms.rename(caller, new RoomId(retroRoomId), title));
  }

  @DeleteMapping("/{retroRoomId}")
  Envelope<Rooms.Deleted> delete(MemberId caller, @PathVariable long retroRoomId) {
    return Envelope.success(rooms.delete(caller, new RoomId(retroRoomId)));
  }

  @GetMapping("/{retroRoomId}/members")
  Envelope<List<RoomDirectory.Person>> members(MemberId caller, @PathVariable long retroRoomId) {
    return Envelope.success(directory.membersOf(new RoomId(retroRoomId), caller));
  }

  private static String title(String title) {
    int length = Input.length(title);
    if (length < 1 || length > TITLE_LIMIT) {
      throw Refusal.of(ErrorCode.TITLE_LENGTH);
    }
    return title;
  }

  private static List<Rooms.Place> places(List<@Nullable Position> positions) {
    Set<Long> rooms = new HashSet<>();
    Set<Integer> indexes = new HashSet<>();
    List<Rooms.Place> places = new ArrayList<>();
    for (Position position : positions) {
      if (position == null || position.retroRoomId() == null || position.orderIndex() == null) {
        throw Refusal.of(ErrorCode.ROOM_ORDER_INVALID);
      }
      Rooms.Place place = new Rooms.Place(position.retroRoomId(), position.orderIndex());
      boolean single = rooms.add(place.room()) && indexes.add(place.index());
      if (place.room() < 1 || place.index() < 1 || !single) {
        throw Refusal.of(ErrorCode.ROOM_ORDER_INVALID);
      }
      places.add(place);
    }
    if (places.isEmpty() || places.size() > ORDER_LIMIT) {
      throw Refusal.of(ErrorCode.ROOM_ORDER_INVALID);
    }
    return places;
  }

  record Creation(@Nullable String title, @Nullable String description) {}

  record Naming(@Nullable String name) {}

  record Order(@Nullable List<@Nullable Position> retroRoomOrders) {}

  record Position(@Nullable Long retroRoomId, @Nullable Integer orderIndex) {}
}
