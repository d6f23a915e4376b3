package com.moalog.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.Standstill;
import com.moalog.local.servers.TestServers;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.EventStream;
import com.moalog.server.testing.EventStream.Event;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveEventsTest {

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final ApiClient asGuest = server.people().as(guest);
  private final Retro.Room room = retro.room(owner, "Live");
  private final long id;
  private final String path;

  LiveEventsTest() {
    retro.join(guest, room);
    id = retro.retrospect(owner, room, "P");
    path = "/api/v1/retrospects/" + id;
  }

  @Test
  void tellsEverythingThatHappensInItsOrder() {
    try (EventStream stream = watch(null)) {
      assertThat(stream.next()).isEqualTo(new Event("0", "ready", "{}"));
      retro.participate(owner, id);
      retro.participate(guest, id);
      asOwner.put(path + "/drafts", "{\"drafts\":[{\"questionNumber\":1,\"content\":\"x\"}]}");
      retro.submit(owner, id, "We released on time");
      long answer = answerOf(owner);
      asGuest.post("/api/v1/responses/" + answer + "/likes").success();
      long comment =
          asGuest
              .post("/api/v1/responses/" + answer + "/comments", "{\"content\":\"secret words\"}")
              .success()
              .path("commentId")
              .asLong();
      asOwner.post(path + "/analysis").success();
      long item =
          asOwner
              .post(
                  "/api/v1/retro-rooms/" + room.id() + "/action-items",
                  "{\"content\":\"a\",\"retrospectId\":" + id + "}")
              .success()
              .path("actionItemId")
              .asLong();
      assertThat(LongStream.range(0, 7).mapToObj(_ -> stream.nextNumbered()).toList())
          .containsExactly(
              new Event("1", "participant", "{\"participants\":1}"),
              new Event("2", "participant", "{\"participants\":2}"),
              new Event("3", "submitted", "{\"submitters\":1}"),
              new Event("4", "like", "{\"responseId\":" + answer + ",\"totalLikes\":1}"),
              new Event(
                  "5",
                  "comment",
                  "{\"responseId\":%d,\"commentId\":%d}".formatted(answer, comment)),
              new Event("6", "analysis", "{}"),
              new Event("7", "action-item", "{\"actionItemId\":" + item + "}"));
    }
  }

  /** Two servers on one database, writers on both, readers that come and go. */
  @Test
  void resumesWithoutAGapOrADoubleOnAnyServer() {
    TestServers.Database database = TestServers.freshMySqlSchema();
    Map<String, String> variables = Map.of("DATABASE_URL", TestServer.databaseUrl(database));
    try (TestServer first = TestServer.start(variables);
        TestServer second = TestServer.start(variables)) {
      Retro both = new Retro(first);
      Person person = first.people().newcomer();
      long retrospect = both.retrospect(person, both.room(person, "Two"), "P");
      both.participate(person, retrospect);
      both.submit(person, retrospect, "x");
      long answer =
          first.database().sql("SELECT MAX(response_id) FROM response").query(Long.class).single();
      ApiClient one = first.people().as(person);
      ApiClient other = second.people().as(person);
      String comments = "/api/v1/responses/" + answer + "/comments";
      List<String> seen = new ArrayList<>();
      @Nullable String last = "0";
      for (TestServer reader : List.of(first, second, first, second)) {
        try (EventStream stream =
            EventStream.open(reader, retrospect, person.accessToken(), last)) {
          Race.of(
              List.of(
                  () -> one.post(comments, "{\"content\":\"a\"}"),
                  () -> other.post(comments, "{\"content\":\"b\"}"),
                  () -> one.post("/api/v1/responses/" + answer + "/likes"),
                  () -> other.post("/api/v1/responses/" + answer + "/likes")),
              Duration.ofMinutes(1));
          for (int read = 0; read < 3; read++) {
            last = stream.nextNumbered().id();
            seen.add(Objects.requireNonNull(last));
          }
        }
      }
      long total = 2 + 4 * 4;
      try (EventStream stream = EventStream.open(first, retrospect, person.accessToken(), last)) {
        while (seen.size() < total) {
          seen.add(Objects.requireNonNull(stream.nextNumbered().id()));
        }
      }
      assertThat(seen)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, total).mapToObj(Long::toString).toList());
    }
  }

  @Test
  void readsAnewWhereTheLogDoesNotReachBack() {
    retro.participate(owner, id);
    retro.participate(guest, id);
    try (EventStream unknown = watch("77")) {
      assertThat(unknown.next()).isEqualTo(new Event("2", "reset", "{}"));
    }
    server
        .database()
        .sql("DELETE FROM live_event WHERE retrospect_id = :id AND seq = 1")
        .param("id", id)
        .update();
    try (EventStream late = watch("0")) {
      assertThat(late.next()).isEqualTo(new Event("2", "reset", "{}"));
    }
    try (EventStream inTime = watch("1")) {
      assertThat(inTime.next().id()).isEqualTo("2");
    }
    asOwner.get(path + "/events?lastEventId=x").isRefused(400, "COMMON400");
    asOwner.with("Last-Event-ID", "-1").get(path + "/events").isRefused(400, "COMMON400");
  }

  @Test
  void showsWhoWritesAndNotWhat() {
    retro.participate(owner, id);
    try (EventStream stream = watch(null)) {
      stream.next();
      assertThat(stream.next(this::write))
          .isEqualTo(new Event(null, "writing", "{\"writers\":[\"" + owner.nickname() + "\"]}"));
      asOwner.post(path + "/presence", "{\"writing\":false}").success();
      assertThat(stream.next()).isEqualTo(new Event(null, "writing", "{\"writers\":[]}"));
    }
    asGuest.post(path + "/presence", "{\"writing\":true}").isRefused(403, "RETRO4031");
    asOwner.post(path + "/presence", "{}").isRefused(400, "COMMON400");
    retro.submit(owner, id, "x");
    asOwner.post(path + "/presence", "{\"writing\":true}").isRefused(403, "RETRO4033");
  }

  /** As the page does again and again, because it is forgotten after 15 s. */
  private void write() {
    asOwner.post(path + "/presence", "{\"writing\":true}").success();
  }

  @Test
  void letsAMemberHaveEightStreams() {
    List<EventStream> open = new ArrayList<>();
    try {
      for (int streams = 0; streams < StreamLimits.PER_MEMBER; streams++) {
        open.add(watch(null));
      }
      var refused = asGuest.get(path + "/events");
      refused.isRefused(429, "RATE4291");
      assertThat(refused.header("Retry-After")).isNotNull();
      asOwner.get(path + "/events");
    } finally {
      open.forEach(EventStream::close);
    }
  }

  @Test
  void endsWithTheTokenAndWithTheServer() throws Exception {
    TestServers.Database database = TestServers.freshMySqlSchema();
    String url = TestServer.databaseUrl(database);
    try (TestServer brief = TestServer.start(Map.of("DATABASE_URL", url, "JWT_EXPIRATION", "5"))) {
      Standstill.excuse(() -> endsWithTheToken(brief));
    }
    TestServer stopping = TestServer.start(Map.of("DATABASE_URL", url));
    Retro there = new Retro(stopping);
    Person person = stopping.people().newcomer();
    long retrospect = there.retrospect(person, there.room(person, "Stops"), "P");
    try (EventStream stream = EventStream.open(stopping, retrospect, person.accessToken(), null)) {
      assertThat(stream.next().name()).isEqualTo("ready");
      stopping.close();
      assertThat(stream.next()).isEqualTo(new Event(null, "bye", "{\"reason\":\"closing\"}"));
      assertThat(stream.next().name()).isEqualTo("END");
    }
  }

  /** The stream has to begin within the five seconds of the token. */
  private static void endsWithTheToken(TestServer brief) {
    Retro there = new Retro(brief);
    Person person = brief.people().newcomer();
    long retrospect = there.retrospect(person, there.room(person, "Brief"), "P");
    try (EventStream stream = EventStream.open(brief, retrospect, person.accessToken(), null)) {
      assertThat(stream.next().name()).isEqualTo("ready");
      assertThat(stream.next()).isEqualTo(new Event(null, "bye", "{\"reason\":\"expired\"}"));
      assertThat(stream.next().name()).isEqualTo("END");
    }
  }

  private EventStream watch(@Nullable String lastEventId) {
    return EventStream.open(server, id, guest.accessToken(), lastEventId);
  }

  private long answerOf(Person author) {
    return server
        .database()
        .sql(
            """
            SELECT MIN(response.response_id) FROM response
            JOIN member_response ON member_response.response_id = response.response_id
            WHERE response.retrospect_id = :id AND member_response.member_id = :author
            """)
        .param("id", id)
        .param("author", author.id())
        .query(Long.class)
        .single();
  }
}
