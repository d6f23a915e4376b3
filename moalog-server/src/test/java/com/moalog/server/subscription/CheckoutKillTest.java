package com.moalog.server.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.Standstill;
import com.moalog.local.servers.TestServers;
import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.DatabaseProxy;
import com.moalog.server.testing.PaymentEngine;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.ServerProcess;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * A checkout goes through several transactions and two calls of the payment engine, a sweep through
 * one of each. Whatever ends it half-way, going on leads to one order, one payment and one plan.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckoutKillTest {

  private static final String PATH = "/api/v1/subscriptions";
  private static final String PRO = "{\"planName\":\"PRO\"}";
  private static final int TERMINATED = 128 + 15;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final TestServers.Database schema = TestServers.freshMySqlSchema();
  private final PaymentEngine engine = PaymentEngine.start();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private DatabaseProxy way;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private TestServer server;

  @BeforeAll
  void start() throws IOException {
    way = DatabaseProxy.to(TestServers.mysql().port());
    server =
        TestServer.start(
            Map.of(
                "DATABASE_URL", way.through(TestServer.databaseUrl(schema)),
                "FLUXPAY_URL", engine.address().toString(),
                "DB_ACQUIRE_TIMEOUT_MS", "20000"));
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    way.close();
    engine.close();
  }

  @Test
  void ordersOnceHoweverOftenTheServerIsKilledAtTheCheckout() throws IOException {
    Person person = server.people().newcomer();
    long orders = engine.created("orderId");
    long payments = engine.created("paymentId");
    killAtTheCheckout(person, "orderId");
    killAtTheCheckout(person, "paymentId");
    ApiAnswer answer = checkout(server.client(), person);
    assertThat(answer.success().path("status").asString()).isEqualTo("Pending");
    assertThat(checkout(server.client(), person).header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(engine.created("orderId") - orders).isEqualTo(1);
    assertThat(engine.created("paymentId") - payments).isEqualTo(1);
    assertThat(statuses(person)).containsExactly("PENDING");
  }

  /** The engine has done its part, and the server is gone before it hears of that. */
  private void killAtTheCheckout(Person person, String answer) throws IOException {
    long before = engine.created(answer);
    engine.holdAnswersWith(answer);
    try (ServerProcess doomed = process()) {
      Thread buyer = Thread.startVirtualThread(() -> buyInVain(doomed.client(), person));
      Awaitility.await().atMost(LIMIT).until(() -> engine.created(answer) > before);
      doomed.kill();
      Awaitility.await().atMost(LIMIT).until(() -> !buyer.isAlive());
    } finally {
      engine.release();
    }
    lapseClaims();
  }

  private static void buyInVain(ApiClient client, Person person) {
    try {
      checkout(client, person);
    } catch (UncheckedIOException killed) {
      assertThat(killed).hasCauseInstanceOf(IOException.class);
    }
  }

  private static ApiAnswer checkout(ApiClient client, Person person) {
    return client
        .withToken(person.accessToken())
        .with("Idempotency-Key", "one-checkout")
        .post(PATH, PRO);
  }

  /** The server waits for an answer of the engine no longer than five seconds. */
  @Test
  void finishesWhatIsOnItsWayWhenItIsAskedToStop() throws Exception {
    Standstill.excuse(this::finishesAndStops);
  }

  private void finishesAndStops() throws Exception {
    Person person = server.people().newcomer();
    long before = engine.created("orderId");
    engine.holdAnswersWith("orderId");
    try (ServerProcess stopping = process();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ApiAnswer> buyer = threads.submit(() -> checkout(stopping.client(), person));
      Awaitility.await().atMost(LIMIT).until(() -> engine.created("orderId") > before);
      Future<Integer> end = threads.submit(stopping::stop);
      Awaitility.await().atMost(LIMIT).until(() -> !stopping.isListening());
      engine.release();
      assertThat(buyer.get().success().path("status").asString()).isEqualTo("Pending");
      assertThat(end.get()).isEqualTo(TERMINATED);
    }
    assertThat(statuses(person)).containsExactly("PENDING");
  }

  private ServerProcess process() throws IOException {
    return ServerProcess.start(
        Map.of(
            "DATABASE_URL", TestServer.databaseUrl(schema),
            "FLUXPAY_URL", engine.address().toString()));
  }

  /** What a minute does to the claim of a server that died. */
  private void lapseClaims() {
    server
        .database()
        .sql(
            """
            UPDATE idempotency_record SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND
            WHERE state = 'IN_PROGRESS'
            """)
        .update();
  }

  @Test
  void activatesOnceWhenASweepLosesTheDatabaseHalfWay() {
    Person person = server.people().newcomer();
    server.people().as(person).post(PATH, PRO).success();
    engine.settle(payment(person), "CONFIRMED");
    server
        .database()
        .sql(
            """
            UPDATE member_subscription SET created_at = created_at - INTERVAL 11 MINUTE
            WHERE member_id = :member
            """)
        .param("member", person.id())
        .update();

    engine.beforeStatus(way::cut);
    assertThat(sweeps()).isFalse();
    engine.beforeStatus(() -> {});
    way.heal();
    assertThat(statuses(person)).containsExactly("PENDING");

    assertThat(sweeps()).isTrue();
    assertThat(sweeps()).isTrue();
    assertThat(statuses(person)).containsExactly("ACTIVE");
  }

  private boolean sweeps() {
    try {
      server.bean(Sweeper.class).sweep();
      return true;
    } catch (DataAccessException | TransactionException cutShort) {
      return false;
    }
  }

  private String payment(Person person) {
    return server
        .database()
        .sql("SELECT fluxpay_payment_id FROM member_subscription WHERE member_id = :member")
        .param("member", person.id())
        .query(String.class)
        .single();
  }

  private List<String> statuses(Person person) {
    return server
        .database()
        .sql("SELECT status FROM member_subscription WHERE member_id = :member")
        .param("member", person.id())
        .query((row, _) -> row.getString(1))
        .list();
  }
}
