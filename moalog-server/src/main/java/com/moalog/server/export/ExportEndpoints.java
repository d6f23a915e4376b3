package com.moalog.server.export;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import com.moalog.server.retrospect.RetrospectAccess;
import com.moalog.server.room.RoomAccess;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Data out and in over HTTP. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Export")
class ExportEndpoints {

  private final RoomAccess rooms;
  private final RetrospectAccess retrospects;
  private final DocumentReader reader;
  private final Imports imports;
  private final JsonMapper json;

  ExportEndpoints(
      RoomAccess rooms,
      RetrospectAccess retrospects,
      DocumentReader reader,
      Imports imports,
      JsonMapper json) {
    this.rooms = rooms;
    this.retrospects = retrospects;
    this.reader = reader;
    this.imports = imports;
    this.json = json;
  }

  @GetMapping("/retrospects/{retrospectId}/export/{format}")
  @ApiResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(schema = @Schema(type = "string", format = "binary")))
  ResponseEntity<byte[]> retrospect(
      MemberId caller,
      Language language,
      @PathVariable long retrospectId,
      @PathVariable String format) {
    RetrospectId id = new RetrospectId(Input.positiveId(retrospectId));
    ExportFormat wanted = format(format);
    RoomId room =
        retrospects.require(id, caller).requireInside(ErrorCode.NO_ACCESS).retrospect().room();
    Document document = reader.retrospect(room, id);
    return file("retrospect_" + id.value(), wanted, bytes(document, wanted, language));
  }

  @GetMapping("/retro-rooms/{retroRoomId}/export/{format}")
  @ApiResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(schema = @Schema(type = "string", format = "binary")))
  ResponseEntity<byte[]> room(
      MemberId caller,
      Language language,
      @PathVariable long retroRoomId,
      @PathVariable String format) {
    RoomId room = new RoomId(Input.positiveId(retroRoomId));
    ExportFormat wanted = format(format);
    rooms.requireInside(room, caller);
    Document document = reader.room(room);
    return file("room_" + room.value(), wanted, bytes(document, wanted, language));
  }

  @PostMapping("/retro-rooms/{retroRoomId}/import")
  Envelope<Imports.Imported> importInto(
      MemberId caller, @PathVariable long retroRoomId, @RequestBody Document document) {
    RoomId room = new RoomId(Input.positiveId(retroRoomId));
    return Envelope.success(imports.run(caller, room, document));
  }

  private static ExportFormat format(String name) {
    return ExportFormat.named(name)
        .orElseThrow(() -> Refusal.ofField(ErrorCode.BAD_REQUEST, "format"));
  }

  private byte[] bytes(Document document, ExportFormat format, Language language) {
    return switch (format) {
      case MARKDOWN -> MarkdownFile.of(document, language);
      case CSV -> CsvFile.of(document);
      case JSON -> json.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    };
  }

  private static ResponseEntity<byte[]> file(String name, ExportFormat format, byte[] bytes) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, format.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"moalog_" + name + "." + format.suffix() + "\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .body(bytes);
  }
}
