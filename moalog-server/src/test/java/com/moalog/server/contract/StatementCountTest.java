package com.moalog.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.StatementCounter;
import com.moalog.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How many statements a request costs, however many rooms, people, answers and likes there are. */
class StatementCountTest {

  private static final List<Cost> READS =
      List.of(
          new Cost("/api/v1/retro-rooms", 1),
          new Cost("/api/v1/retro-rooms/{retroRoomId}/members", 2),
          new Cost("/api/v1/retro-rooms/{retroRoomId}/retrospects", 2),
          new Cost("/api/v1/retro-rooms/{retroRoomId}/invite-code", 2),
          new Cost("/api/v1/retrospects/search?keyword=Pro", 2),
          new Cost("/api/v1/retrospects/storage", 1),
          new Cost("/api/v1/retrospects/{retrospectId}", 3),
          new Cost("/api/v1/retrospects/{retrospectId}/standing", 3),
          new Cost("/api/v1/retrospects/{retrospectId}/references", 2),
          new Cost("/api/v1/retrospects/{retrospectId}/drafts", 2),
          new Cost("/api/v1/retrospects/{retrospectId}/analysis", 2),
          new Cost("/api/v1/retrospects/{retrospectId}/responses?category=ALL&size=100", 2),
          new Cost("/api/v1/responses/{responseId}/comments", 2),
          new Cost("/api/v1/retro-rooms/{retroRoomId}/action-items", 2),
          new Cost("/api/v1/retro-rooms/{retroRoomId}/action-items/kept", 2),
          new Cost("/api/v1/retrospects/{retrospectId}/action-items", 4),
          new Cost("/api/v1/retrospects/{retrospectId}/mode", 2),
          new Cost("/api/v1/retrospects/{retrospectId}/page", 8),
          new Cost("/api/v1/retrospects/{retrospectId}/page/responses?category=ALL&size=100", 2),
          new Cost("/api/v1/responses/{responseId}/page/comments", 2),
          new Cost("/api/v1/retro-rooms/{retroRoomId}/trends", 4),
          new Cost("/api/v1/retro-rooms/{retroRoomId}/notifications", 2),
          new Cost("/api/v1/retro-rooms/{retroRoomId}/notifications/deliveries", 2),
          new Cost("/api/v1/retro-rooms/{retroRoomId}/ai", 2),
          new Cost("/api/v1/retro-rooms/{retroRoomId}/ai/usage", 2),
          new Cost("/api/v1/retrospects/{retrospectId}/analysis/preview", 3),
          new Cost("/api/v1/retrospects/{retrospectId}/analysis/evidence", 2),
          new Cost("/api/v1/members/me", 1),
          new Cost("/api/v1/subscriptions/me", 1),
          new Cost("/api/v1/auth/options", 0),
          new Cost("/api/v1/plans", 0));

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);

  @SuppressWarnings("NullAway.Init") // set before each test
  private Map<String, String> places;

  @BeforeEach
  void fillARoom() {
    Retro.Room room = retro.room(owner, "Counted");
    retro.room(owner, "Another");
    retro.notifications(owner, room);
    retro.retrospect(owner, room, "Another project");
    long id = retro.retrospect(owner, room, "Project");
    for (int guests = 0; guests < 3; guests++) {
      Person guest = server.people().newcomer();
      retro.join(guest, room);
      retro.participate(guest, id);
      retro.submit(guest, id, "We released on time");
    }
    retro.participate(owner, id);
    long answer = firstAnswer(id);
    for (int comments = 0; comments < 3; comments++) {
      asOwner.post("/api/v1/responses/" + answer + "/comments", "{\"content\":\"Yes\"}").success();
    }
    asOwner.post("/api/v1/retrospects/" + id + "/analysis").success();
    places =
        Map.of(
            "{retroRoomId}", Long.toString(room.id()),
            "{retrospectId}", Long.toString(id),
            "{responseId}", Long.toString(answer));
  }

  private long firstAnswer(long retrospect) {
    return server
        .database()
        .sql("SELECT MIN(response_id) FROM response WHERE retrospect_id = :id")
        .param("id", retrospect)
        .query(Long.class)
        .single();
  }

  /** The contract allows 4 for a detail, 3 for answers, 2 for the archive and 1 for rooms. */
  static List<Cost> reads() {
    return READS;
  }

  @ParameterizedTest
  @MethodSource("reads")
  void readsWithFewStatements(Cost cost) {
    assertThat(statements("GET", cost.path(), "")).hasSizeLessThanOrEqualTo(cost.ceiling());
  }

  /** A report and a stream are read by rules of their own. */
  @Test
  void knowsEveryEndpointThatReads() {
    Set<String> read =
        MatrixRow.all().stream()
            .filter(row -> row.method().equals("GET") && row.path().startsWith("/api/v1/"))
            .map(row -> row.path().split("\\?", 2)[0])
            .filter(path -> !path.contains("/export") && !path.endsWith("/events"))
            .filter(path -> !path.endsWith("/checkout"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(READS).extracting(cost -> cost.path().split("\\?", 2)[0]).hasSameElementsAs(read);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/responses/{responseId}/likes, '', 6",
    "POST, /api/v1/responses/{responseId}/comments, '{\"content\":\"x\"}', 4",
    "DELETE, /api/v1/retrospects/{retrospectId}, '', 2",
    "DELETE, /api/v1/retro-rooms/{retroRoomId}, '', 2",
  })
  void writesWithFewStatements(String method, String path, String body, int ceiling) {
    assertThat(statements(method, path, body)).hasSizeLessThanOrEqualTo(ceiling);
  }

  @Test
  void writesAllAnswersInOneStatement() {
    String drafts = Retro.answers("Something").replace("answers", "drafts");
    String path = "/api/v1/retrospects/{retrospectId}/drafts";
    assertThat(statements("PUT", path, drafts)).hasSizeLessThanOrEqualTo(2);
    String submission = Retro.answers("Something");
    assertThat(statements("POST", "/api/v1/retrospects/{retrospectId}/submit", submission))
        .hasSizeLessThanOrEqualTo(6);
  }

  private List<String> statements(String method, String path, String body) {
    String filled = path;
    for (Map.Entry<String, String> place : places.entrySet()) {
      filled = filled.replace(place.getKey(), place.getValue());
    }
    String requestId = "counted-" + UUID.randomUUID();
    asOwner
        .with("x-request-id", requestId)
        .send(method, filled, BodyPublishers.ofString(body))
        .success();
    return StatementCounter.takeStatementsOf(requestId);
  }

  /** An endpoint and the most statements that it may send to the database. */
  record Cost(String path, int ceiling) {}
}
