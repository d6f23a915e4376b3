package com.moalog.server.contract;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.ForgedToken;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Objects;

/** A room with a retrospect in which owner and member take part, and people who do not belong. */
final class World {

  private static final String QUESTION = "2";

  private final TestServer server;
  private final Map<Role, ApiClient> people;
  private final Map<String, String> places;

  World(TestServer server) {
    this.server = server;
    Retro retro = new Retro(server);
    Person owner = server.people().newcomer();
    Person member = server.people().newcomer();
    Person withdrawn = server.people().newcomer();
    Retro.Room room = retro.room(owner, "Room of the world");
    retro.join(member, room);
    retro.join(withdrawn, room);
    long retrospect = retro.retrospect(owner, room, "Project");
    retro.notifications(owner, room);
    retro.participate(owner, retrospect);
    retro.participate(member, retrospect);
    retro.participate(withdrawn, retrospect);
    server.people().as(withdrawn).post("/api/v1/members/withdraw").success();
    this.people =
        Map.of(
            Role.ANONYMOUS, server.client(),
            Role.EXPIRED, server.client().withToken(ForgedToken.expired(owner.id())),
            Role.WITHDRAWN, server.people().as(withdrawn),
            Role.STRANGER, server.people().as(server.people().newcomer()),
            Role.MEMBER, server.people().as(member),
            Role.OWNER, server.people().as(owner));
    this.places =
        Map.of(
            "{retroRoomId}", Long.toString(room.id()),
            "{retrospectId}", Long.toString(retrospect),
            "{responseId}", Long.toString(answerOf(owner, retrospect)),
            "{questionId}", QUESTION,
            "{format}", "csv",
            "{actionItemId}", Long.toString(itemOf(owner, room, retrospect)),
            "{email}", owner.email(),
            "{invitation}", Retro.link(room),
            "{proposal}", Retro.proposal(room.id(), "Next project"),
            "{answers}", Retro.answers("Something to say"));
    fill(owner, retrospect);
  }

  /** Something to analyse, without anybody having given up the right to write on. */
  private void fill(Person owner, long retrospect) {
    server
        .database()
        .sql(
            """
            UPDATE response SET response = 'We released on time' WHERE retrospect_id = :retrospect
            """)
        .param("retrospect", retrospect)
        .update();
    Person colleague = server.people().newcomer();
    server
        .people()
        .as(colleague)
        .post("/api/v1/retro-rooms/join", "{\"inviteUrl\":\"" + filled("{invitation}") + "\"}")
        .success();
    Retro retro = new Retro(server);
    retro.participate(colleague, retrospect);
    retro.submit(colleague, retrospect, "We released on time, " + owner.nickname());
  }

  private long itemOf(Person owner, Retro.Room room, long retrospect) {
    String item =
        """
        {"content":"Write tests first","ownerMemberId":%d,"dueDate":"2099-12-31",
         "retrospectId":%d,"responseId":%d}
        """
            .formatted(owner.id(), retrospect, answerOf(owner, retrospect));
    return server
        .people()
        .as(owner)
        .post("/api/v1/retro-rooms/" + room.id() + "/action-items", item)
        .success()
        .path("actionItemId")
        .asLong();
  }

  private long answerOf(Person owner, long retrospect) {
    return server
        .database()
        .sql(
            """
            SELECT MIN(response.response_id) FROM response
            JOIN member_response ON member_response.response_id = response.response_id
            WHERE response.retrospect_id = :retrospect AND member_response.member_id = :owner
            """)
        .param("retrospect", retrospect)
        .param("owner", owner.id())
        .query(Long.class)
        .single();
  }

  /** What the endpoint answers to somebody of that role. */
  ApiAnswer call(MatrixRow row, Role role) {
    String body = filled(row.body());
    return person(role)
        .send(
            row.method(),
            filled(row.path()),
            body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  /** Somebody of that role. */
  ApiClient person(Role role) {
    return Objects.requireNonNull(people.get(role), "nobody has the role");
  }

  /** A path or body with the ids of this world in it. */
  String filled(String template) {
    String text = template;
    for (Map.Entry<String, String> place : places.entrySet()) {
      text = text.replace(place.getKey(), place.getValue());
    }
    return text;
  }
}
