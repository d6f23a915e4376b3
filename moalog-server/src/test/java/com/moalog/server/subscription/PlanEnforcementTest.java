package com.moalog.server.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that takes plans at their word. */
class PlanEnforcementTest {

  /** What the free plan allows. */
  private static final int FREE_SIZE = 10;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of("PLAN_ENFORCE_ROOM_SIZE", "true", "SUBSCRIPTION_EXPIRY_ENFORCED", "TRUE"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void letsOneOfManyTakeTheLastPlaceInARoom() {
    Person owner = server.people().newcomer();
    Retro.Room room = new Retro(server).room(owner, "Full");
    List<ApiClient> guests = newcomers(FREE_SIZE - 2);
    guests.forEach(guest -> join(guest, room).success());

    Queue<ApiClient> waiting = new ConcurrentLinkedQueue<>(newcomers(20));
    List<ApiAnswer> answers = Race.of(20, () -> join(waiting.remove(), room));
    assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(1);
    assertThat(Race.count(answers, 403, "PAY4031")).isEqualTo(19);
    assertThat(members(room)).isEqualTo(FREE_SIZE);

    join(guests.getFirst(), room).isRefused(409, "RETRO4092");
    guests.getFirst().post("/api/v1/members/withdraw").success();
    join(newcomer(), room).success();
  }

  @Test
  void letsEverybodyIntoARoomOfATeamPlan() {
    Person owner = server.people().newcomer();
    subscribe(owner, "TEAM", "1 MONTH");
    Retro.Room room = new Retro(server).room(owner, "Large");
    newcomers(FREE_SIZE + 1).forEach(guest -> join(guest, room).success());
    assertThat(members(room)).isEqualTo(FREE_SIZE + 2);
  }

  @Test
  void endsAPlanWhenItsMonthIsOverAndNotBefore() {
    Person late = server.people().newcomer();
    Person inTime = server.people().newcomer();
    subscribe(late, "PRO", "-1 SECOND");
    subscribe(inTime, "PRO", "1 MINUTE");
    assertThat(plan(late)).isEqualTo("Pro");

    server.bean(Expiry.class).endOverdue();
    assertThat(plan(late)).isEqualTo("Free");
    assertThat(plan(inTime)).isEqualTo("Pro");
    server.people().as(late).post("/api/v1/subscriptions/cancel").isRefused(404, "PAY4041");
    assertThat(status(late)).isEqualTo("EXPIRED");
  }

  @Test
  void keepsPaidPlansWhereNothingIsEnforced() {
    TestServer lenient = TestServer.shared();
    Person person = lenient.people().newcomer();
    insert(lenient, person, "PRO", "-1 SECOND");
    lenient.bean(Expiry.class).endOverdue();
    ApiClient client = lenient.people().as(person);
    assertThat(client.get("/api/v1/subscriptions/me").success().path("planName").asString())
        .isEqualTo("Pro");

    Retro.Room room = new Retro(lenient).room(lenient.people().newcomer(), "Lenient");
    Queue<Person> guests = new ArrayDeque<>();
    for (int guest = 0; guest <= FREE_SIZE; guest++) {
      guests.add(lenient.people().newcomer());
    }
    guests.forEach(guest -> new Retro(lenient).join(guest, room));
  }

  private static ApiAnswer join(ApiClient guest, Retro.Room room) {
    return guest.post("/api/v1/retro-rooms/join", "{\"inviteUrl\":\"" + Retro.link(room) + "\"}");
  }

  private static ApiClient newcomer() {
    return server.people().as(server.people().newcomer());
  }

  private static List<ApiClient> newcomers(int count) {
    return Stream.generate(PlanEnforcementTest::newcomer).limit(count).toList();
  }

  private static int members(Retro.Room room) {
    return server
        .database()
        .sql(
            """
            SELECT COUNT(*) FROM member_retro_room
            WHERE retrospect_room_id = :room AND member_id IS NOT NULL
            """)
        .param("room", room.id())
        .query(Integer.class)
        .single();
  }

  private static void subscribe(Person person, String plan, String left) {
    insert(server, person, plan, left);
  }

  private static void insert(TestServer server, Person person, String plan, String left) {
    server
        .database()
        .sql(
            """
            INSERT INTO member_subscription
              (member_id, plan_name, status, started_at, expires_at, created_at, updated_at)
            VALUES (:member, :plan, 'ACTIVE', UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL %s,
              UTC_TIMESTAMP(), UTC_TIMESTAMP())
            """
                .formatted(left))
        .param("member", person.id())
        .param("plan", plan)
        .update();
  }

  private static String plan(Person person) {
    ApiClient client = server.people().as(person);
    return client.get("/api/v1/subscriptions/me").success().path("planName").asString();
  }

  private static String status(Person person) {
    return server
        .database()
        .sql("SELECT status FROM member_subscription WHERE member_id = :member")
        .param("member", person.id())
        .query(String.class)
        .single();
  }
}
