package com.moalog.server.web;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * A team with half a year of retrospectives, for pictures that look like the product in use. What
 * its people say stands in {@code /sample-team/}: lines {@code #title}, {@code @nickname}, and five
 * answers after each nickname.
 */
final class SampleTeam {

  private static final int WEEKS_BETWEEN = 3;

  private final TestServer server;
  private final Retro retro;
  private final String language;
  private final List<String> script;
  private final List<String> names;
  private final Map<String, Person> people = new HashMap<>();
  private final List<Long> retrospects = new ArrayList<>();
  private final Retro.Room room;
  private final Person owner;

  private SampleTeam(TestServer server, String language, String title, List<String> names)
      throws IOException {
    this.server = server;
    this.retro = new Retro(server);
    this.language = language;
    this.script = script(language);
    this.names = names;
    names.forEach(name -> people.put(name, signUp(name, people.size())));
    this.owner = person(names.getFirst());
    this.room = retro.room(owner, title);
    names.stream().skip(1).forEach(name -> retro.join(person(name), room));
  }

  static SampleTeam korean(TestServer server) throws IOException {
    return new SampleTeam(server, "ko", "결제 스쿼드", List.of("민아", "준호", "소라"));
  }

  static SampleTeam english(TestServer server) throws IOException {
    return new SampleTeam(server, "en", "Payments squad", List.of("Mina", "Joon", "Sora"));
  }

  private static List<String> script(String language) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(
            SampleTeam.class.getResourceAsStream("/sample-team/" + language + ".txt"))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    }
  }

  private Person signUp(String nickname, int number) {
    String email = language + number + "@example.com";
    ApiClient nobody = server.client();
    String token =
        nobody
            .post("/api/v1/auth/email-signup", json(Map.of("email", email)))
            .cookie("signup_token");
    ApiAnswer member =
        nobody.withToken(token).post("/api/v1/auth/signup", json(Map.of("nickname", nickname)));
    long id = member.success().path("memberId").asLong();
    return new Person(id, email, nickname, server.people().logIn(email));
  }

  Person owner() {
    return owner;
  }

  long room() {
    return room.id();
  }

  /** The retrospective that everybody has submitted and the AI has analysed last. */
  long latest() {
    return retrospects.get(retrospects.size() - 2);
  }

  /** The one that the owner still writes on. */
  long draft() {
    return retrospects.getLast();
  }

  /** Lets everything happen that the script tells. */
  void gather() {
    List<String> said = new ArrayList<>();
    String title = "";
    for (String line : script) {
      if (line.startsWith("#")) {
        hold(title, said);
        title = line.substring(1).strip();
        said.clear();
      } else {
        said.add(line);
      }
    }
    plan(title, said);
  }

  private void hold(String title, List<String> said) {
    if (title.isEmpty()) {
      return;
    }
    long id = retro.retrospect(owner, room, title);
    retrospects.add(id);
    people.values().forEach(person -> retro.participate(person, id));
    for (int line = 0; line < said.size(); line += 6) {
      Person speaker = person(said.get(line).substring(1));
      as(speaker)
          .post("/api/v1/retrospects/" + id + "/submit", answers(said.subList(line + 1, line + 6)))
          .success();
    }
    // In turn, because nobody may ask for one analysis after the other.
    Person analyst = person(names.get(retrospects.size() % names.size()));
    as(analyst).post("/api/v1/retrospects/" + id + "/analysis").success();
    agree(id);
    talk(id);
    long weeksAgo = (long) WEEKS_BETWEEN * (6 - retrospects.size());
    server
        .database()
        .sql(
            """
            UPDATE retrospects
            SET start_time = DATE(start_time) - INTERVAL :weeks WEEK + INTERVAL 10 HOUR
            WHERE retrospect_id = :id
            """)
        .param("weeks", weeksAgo)
        .param("id", id)
        .update();
    server
        .database()
        .sql("UPDATE ai_usage_counter SET used = 0 WHERE scope_id = :room")
        .param("room", room.id())
        .update();
  }

  /**
   * The first proposal of each analysis becomes an action item, and is kept in all but the last.
   */
  private void agree(long id) {
    var proposals =
        as(owner).get("/api/v1/retrospects/" + id + "/action-items").success().path("proposals");
    var first = proposals.get(0);
    String body =
        json(
            Map.of(
                "content",
                first.path("content").asString(),
                "retrospectId",
                id,
                "kind",
                "MISSION",
                "ownerMemberId",
                first.path("memberId").asLong()));
    long item =
        as(owner)
            .post("/api/v1/retro-rooms/" + room.id() + "/action-items", body)
            .success()
            .path("actionItemId")
            .asLong();
    if (retrospects.size() % 4 != 0) {
      as(owner).patch("/api/v1/action-items/" + item, "{\"status\":\"DONE\"}").success();
    }
  }

  private void talk(long id) {
    var answers = as(owner).get("/api/v1/retrospects/" + id + "/responses?category=ALL").success();
    int place = 0;
    for (var answer : answers.path("responses")) {
      String path = "/api/v1/responses/" + answer.path("responseId").asLong();
      for (Person reader : people.values()) {
        if ((reader.id() + place) % 3 != 0) {
          as(reader).post(path + "/likes").success();
        }
        place++;
      }
    }
  }

  private void plan(String title, List<String> said) {
    long id = retro.retrospect(owner, room, title);
    retrospects.add(id);
    people.values().forEach(person -> retro.participate(person, id));
    String draft = json(Map.of("questionNumber", 1, "content", said.getFirst()));
    as(owner)
        .put("/api/v1/retrospects/" + id + "/drafts", "{\"drafts\":[" + draft + "]}")
        .success();
  }

  private static String answers(List<String> texts) {
    List<Map<String, Object>> answers = new ArrayList<>();
    for (String text : texts) {
      answers.add(Map.of("questionNumber", answers.size() + 1, "content", text));
    }
    return json(Map.of("answers", answers));
  }

  private Person person(String name) {
    return Objects.requireNonNull(people.get(name), name);
  }

  private ApiClient as(Person person) {
    return server.people().as(person).with("Accept-Language", language);
  }

  private static String json(Object value) {
    return new JsonMapper().writeValueAsString(value);
  }
}
