package com.moalog.server.pdf;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import com.moalog.server.retrospect.RetrospectAccess;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.room.RoomAccess;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lets members of a room take a retrospect, or all of the room, with them. */
@RestController
@Tag(name = "Retrospect")
class ExportEndpoint {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss");

  private final RetrospectAccess access;
  private final RoomAccess rooms;
  private final Reports reports;
  private final Clock clock;

  ExportEndpoint(RetrospectAccess access, RoomAccess rooms, Reports reports, Clock clock) {
    this.access = access;
    this.rooms = rooms;
    this.reports = reports;
    this.clock = clock;
  }

  @GetMapping("/api/v1/retrospects/{retrospectId}/export")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/pdf",
              schema = @Schema(type = "string", format = "binary")))
  void export(
      MemberId caller,
      Language language,
      @PathVariable long retrospectId,
      HttpServletResponse response)
      throws IOException {
    RetrospectId id = new RetrospectId(Input.positiveId(retrospectId));
    Retrospect retrospect =
        access.require(id, caller).requireInside(ErrorCode.RETROSPECT_NOT_FOUND).retrospect();
    send(reports.make(retrospect, caller, language), "retrospect_report_" + id.value(), response);
  }

  /** Beside the other formats of a room, which are made elsewhere. */
  @GetMapping("/api/v1/retro-rooms/{retroRoomId}/export/pdf")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/pdf",
              schema = @Schema(type = "string", format = "binary")))
  void exportRoom(
      MemberId caller,
      Language language,
      @PathVariable long retroRoomId,
      HttpServletResponse response)
      throws IOException {
    RoomId room = new RoomId(Input.positiveId(retroRoomId));
    rooms.requireInside(room, caller);
    send(reports.makeRoom(room, caller, language), "room_report_" + room.value(), response);
  }

  private void send(byte[] document, String name, HttpServletResponse response) throws IOException {
    String stamp = STAMP.format(KoreanTime.nowInUtc(clock));
    response.setContentType("application/pdf; charset=utf-8");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"" + name + "_" + stamp + ".pdf\"");
    response.setHeader("Cache-Control", "no-cache, no-store, must-revalidate");
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }
}
