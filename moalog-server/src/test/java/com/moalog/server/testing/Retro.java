package com.moalog.server.testing;

import com.moalog.server.testing.People.Person;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Arranges rooms and retrospects through the API. */
public final class Retro {

  private final TestServer server;

  public Retro(TestServer server) {
    this.server = server;
  }

  /** A room with its invite code. */
  public record Room(long id, String title, String inviteCode) {}

  /** A new room of the owner. */
  public Room room(Person owner, String title) {
    var result =
        server
            .people()
            .as(owner)
            .post("/api/v1/retro-rooms", "{\"title\":\"" + title + "\"}")
            .success();
    return new Room(
        result.path("retroRoomId").asLong(), title, result.path("inviteCode").asString());
  }

  /** Lets the guest into the room. */
  public void join(Person guest, Room room) {
    server
        .people()
        .as(guest)
        .post("/api/v1/retro-rooms/join", "{\"inviteUrl\":\"" + link(room) + "\"}")
        .success();
  }

  /** The link that invites into a room. */
  public static String link(Room room) {
    return "https://moalog.me/invite/" + room.inviteCode();
  }

  /** A new retrospect of method KPT, one day from now. */
  public long retrospect(Person creator, Room room, String projectName) {
    return server
        .people()
        .as(creator)
        .post("/api/v1/retrospects", proposal(room.id(), projectName))
        .success()
        .path("retrospectId")
        .asLong();
  }

  /** The body that proposes a retrospect of method KPT, one day from now. */
  public static String proposal(long room, String projectName) {
    LocalDateTime start = LocalDateTime.now(ZoneId.of("Asia/Seoul")).plusDays(1);
    return """
    {"retroRoomId":%d,"projectName":"%s","retrospectDate":"%s","retrospectTime":"%s",
     "retrospectMethod":"KPT","referenceUrls":["https://example.com/plan"]}
    """
        .formatted(
            room,
            projectName,
            DateTimeFormatter.ofPattern("uuuu-MM-dd").format(start),
            DateTimeFormatter.ofPattern("HH:mm").format(start));
  }

  /** Lets the room tell an address that nobody calls, because nothing closes so soon. */
  public void notifications(Person owner, Room room) {
    server
        .people()
        .as(owner)
        .put(
            "/api/v1/retro-rooms/" + room.id() + "/notifications",
            "{\"url\":\"https://hooks.example.com/x\",\"format\":\"JSON\",\"events\":[\"CLOSED\"]}")
        .success();
  }

  /** Makes the person a participant. */
  public void participate(Person person, long retrospect) {
    server
        .people()
        .as(person)
        .post("/api/v1/retrospects/" + retrospect + "/participants")
        .success();
  }

  /** Submits five answers that begin with the given text. */
  public void submit(Person person, long retrospect, String text) {
    server
        .people()
        .as(person)
        .post("/api/v1/retrospects/" + retrospect + "/submit", answers(text))
        .success();
  }

  /** The body with five answers that begin with the given text. */
  public static String answers(String text) {
    return IntStream.rangeClosed(1, 5)
        .mapToObj(number ->
            "{\"questionNumber\":%d,\"content\":\"%s %d\"}".formatted(number, text, number))
        .collect(Collectors.joining(",", "{\"answers\":[", "]}"));
  }
}
