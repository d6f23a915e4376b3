package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CreditTest {

  private static final int PARALLEL = 64;

  private static final String CHARGE = "/api/v1/credits/charge";
  private static final String RESERVATIONS = "/api/v1/credits/reservations";

  private final TestEngine engine = TestEngine.shared();
  private final Shop shop = new Shop(engine);
  private final Client client = shop.client();
  private final Client operator = client.with("X-Admin-Token", Subscriber.ADMIN);
  private final Rows rows = new Rows(engine.database());
  private final String user = "user-" + UUID.randomUUID();

  private Client.Reply grant(String amount, String reference) {
    return operator.keyed().post(CHARGE, grantBody(amount, reference));
  }

  private String grantBody(String amount, String reference) {
    return """
    {"userId":"%s","amount":%s,"currency":"KRW","source":"GRANT","referenceId":"%s"}
    """
        .formatted(user, amount, reference);
  }

  private void granted(int amount) {
    Client.Reply reply = grant(Integer.toString(amount), UUID.randomUUID().toString());
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
  }

  private Client.Reply reserve(int amount, String reference) {
    return client.keyed().post(RESERVATIONS, reservationBody(amount, reference));
  }

  private String reservationBody(int amount, String reference) {
    return "{\"userId\":\"%s\",\"amount\":%d,\"currency\":\"KRW\",\"referenceId\":\"%s\"}"
        .formatted(user, amount, reference);
  }

  private String reserved(int amount) {
    Client.Reply reply = reserve(amount, UUID.randomUUID().toString());
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.data("reservationId");
  }

  private Client.Reply end(String reservation, String how, String body) {
    return client.keyed().post("/api/v1/credits/reservations/" + reservation + "/" + how, body);
  }

  private Client.Reply refund(String reservation, int amount, String reference) {
    return client
        .keyed()
        .post(
            "/api/v1/credits/refund",
            """
            {"reservationId":"%s","amount":%d,"referenceId":"%s","reason":"not used"}
            """
                .formatted(reservation, amount, reference));
  }

  private void requireAccount(int balance, int reservedAmount) {
    JsonNode account = client.get("/api/v1/credits/" + user).data();
    assertThat(account.path("balance").asInt()).isEqualTo(balance);
    assertThat(account.path("reservedAmount").asInt()).isEqualTo(reservedAmount);
    assertThat(account.path("availableBalance").asInt()).isEqualTo(balance - reservedAmount);
    assertThat(books("available")).isEqualTo(balance - reservedAmount);
    assertThat(books("reserved")).isEqualTo(reservedAmount);
  }

  /** What the user's account in the books sums up to. */
  private long books(String part) {
    return rows.count(
        "SELECT COALESCE(sum(amount), 0)::bigint FROM credit_postings WHERE account_code = 'user:%s:%s'"
            .formatted(user, part));
  }

  @Test
  void isReservedUsedInPartAndGivenBack() {
    granted(1_000);
    String reservation = reserved(300);
    requireAccount(1_000, 300);

    Client.Reply confirmed = end(reservation, "confirm", "{\"amount\":200}");
    assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
    assertThat(confirmed.data("status")).isEqualTo("CONFIRMED");
    requireAccount(800, 0);
    assertThat(refund(reservation, 150, "r1-" + user).status()).isEqualTo(201);
    requireAccount(950, 0);
    assertThat(refund(reservation, 51, "r2-" + user).code()).isEqualTo("CRD_003");
    assertThat(refund(reservation, 50, "r1-" + user).code()).isEqualTo("CRD_006");

    JsonNode ledger = client.get("/api/v1/credits/" + user + "/ledger").data();
    assertThat(ledger.findValuesAsString("transactionType"))
        .containsExactly("REFUND", "CANCEL", "CONFIRM", "RESERVE", "CHARGE");
    assertThat(ledger.findValuesAsString("balanceAfter"))
        .containsExactly("950", "800", "700", "700", "1000");
  }

  @Test
  void aRefusalIsWhatARepeatUnderTheSameKeyGets() {
    granted(100);
    Client keyed = client.keyed();
    String path = "/api/v1/credits/reservations";
    String body =
        "{\"userId\":\"%s\",\"amount\":200,\"currency\":\"KRW\",\"referenceId\":\"r-%s\"}"
            .formatted(user, user);
    assertThat(keyed.post(path, body).code()).isEqualTo("CRD_002");
    granted(100);

    Client.Reply repeat = keyed.post(path, body);

    assertThat(repeat.code()).as(repeat.body()).isEqualTo("CRD_002");
    assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(client.keyed().post(path, body).status()).isEqualTo(201);
    Client again = client.keyed();
    assertThat(again.post(path, body).code()).isEqualTo("CRD_006");
    assertThat(again.post(path, body).header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void isFreeAgainWhenAReservationIsCancelled() {
    granted(500);
    String reservation = reserved(500);

    assertThat(end(reservation, "cancel", "").data("status")).isEqualTo("CANCELLED");
    assertThat(end(reservation, "cancel", "").status()).as("a repeat").isEqualTo(200);
    assertThat(end(reservation, "confirm", "{}").code()).isEqualTo("CRD_003");
    assertThat(refund(reservation, 1, "x-" + user).code()).isEqualTo("CRD_003");
    requireAccount(500, 0);
  }

  @Test
  void isFreeAgainWhenAReservationIsTooOld() {
    granted(500);
    String reservation = reserved(400);
    rows.update(
        "UPDATE credit_reservations SET expires_at = now() WHERE reservation_id = '"
            + reservation
            + "'");
    assertThat(end(reservation, "confirm", "{}").code()).isEqualTo("CRD_003");
    rows.update("UPDATE scheduled_tasks SET run_at = now() WHERE ref_id = '" + reservation + "'");
    engine.runTasks();

    await()
        .atMost(Duration.ofMinutes(1))
        .until(() ->
            client
                .get("/api/v1/credits/reservations/" + reservation)
                .data("status")
                .equals("EXPIRED"));
    requireAccount(500, 0);
  }

  @Test
  void isNeverSpentTwiceByManyAtOnce() throws Exception {
    granted(1_000);

    List<Integer> statuses =
        inParallel(
            PARALLEL,
            i -> {
              String body = reservationBody(100, "parallel-" + i + "-" + user);
              return client.keyed().postPatiently(RESERVATIONS, body).status();
            });

    assertThat(statuses.stream().filter(status -> status == 201).count()).isEqualTo(10);
    assertThat(statuses.stream().filter(status -> status == 422).count()).isEqualTo(PARALLEL - 10L);
    requireAccount(1_000, 1_000);
  }

  @Test
  void takesManyPostingsOnOneAccountAtOnce() throws Exception {
    granted(1);

    List<Integer> statuses =
        inParallel(
            PARALLEL,
            i -> {
              String body = grantBody("10", "hot-" + i + "-" + user);
              return operator.keyed().postPatiently(CHARGE, body).status();
            });

    assertThat(statuses).containsOnly(201);
    requireAccount(1 + 10 * PARALLEL, 0);
    assertThat(
            rows.count(
                "SELECT count(DISTINCT aggregate_seq) FROM outbox_events WHERE aggregate_id = '"
                    + user
                    + ":KRW'"))
        .as("gapless sequence of events")
        .isEqualTo(
            rows.count(
                "SELECT max(aggregate_seq) FROM outbox_events WHERE aggregate_id = '"
                    + user
                    + ":KRW'"));
  }

  private static List<Integer> inParallel(int count, IntFunction<Integer> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          IntStream.range(0, count).mapToObj(i -> threads.submit(() -> work.apply(i))).toList();
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        results.add(answer.get());
      }
      return results;
    }
  }

  @Test
  void isBoughtOnceWithAPaymentThatIsWhollyCaptured() {
    String order = shop.order();
    String payment = shop.approved(order);
    String body =
        """
        {"userId":"user-1","amount":9900,"currency":"KRW","source":"PAYMENT","paymentId":"%s"}
        """
            .formatted(payment);
    String path = "/api/v1/credits/charge";

    assertThat(client.keyed().post(path, body).code()).as("not captured").isEqualTo("PAY_006");
    shop.confirm(payment);
    assertThat(client.keyed().post(path, body.replace("9900", "9901")).code()).isEqualTo("PAY_002");
    assertThat(client.keyed().post(path, body.replace("user-1", "user-2")).code())
        .isEqualTo("PAY_001");
    assertThat(client.keyed().post(path, body).status()).isEqualTo(201);
    assertThat(client.keyed().post(path, body).code()).as("a second time").isEqualTo("CRD_006");
  }

  @Test
  void isGivenForNothingByOperatorsAlone() {
    String body =
        """
        {"userId":"u","amount":1,"currency":"KRW","source":"GRANT","referenceId":"x"}
        """;

    assertThat(client.keyed().post("/api/v1/credits/charge", body).code()).isEqualTo("ATH_001");
  }

  @Test
  void refusesAReferenceThatWasUsed() {
    granted(100);
    assertThat(grant("1", "g-" + user).status()).isEqualTo(201);
    assertThat(grant("1", "g-" + user).code()).isEqualTo("CRD_006");
    assertThat(reserve(1, "r-" + user).status()).isEqualTo(201);
    assertThat(reserve(1, "r-" + user).code()).isEqualTo("CRD_006");
    assertThat(reserve(1_000, "big-" + user).code()).isEqualTo("CRD_002");
    assertThat(reserve(1, "big-" + user).status())
        .as("a refused reservation does not use up its reference")
        .isEqualTo(201);
  }

  @Test
  void isThereOnlyForTenantsThatHaveIt() {
    Client other = client.with("X-Tenant-Id", "moalog");

    assertThat(other.get("/api/v1/credits/u").code()).isEqualTo("CRD_005");
    assertThat(other.keyed().post("/api/v1/credits/reservations", "{}").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/credits/nobody, CRD_001",
    "/api/v1/credits/reservations/rsv_00000000000000000000000000000000, CRD_004",
    "/api/v1/credits/reservations/x, CRD_004",
    "/api/v1/credits/nobody?currency=BTC, VAL_001",
    "/api/v1/credits/nobody/ledger?limit=0, VAL_001"
  })
  void answersWhatIsNotThere(String path, String code) {
    assertThat(client.get(path).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "0.5",
        "1e15",
        "1e400",
        "1000000000000000",
        "\"1\"",
        "null",
        "true",
        "[1]"
      })
  void refusesAnAmountAtItsLimits(String amount) {
    assertThat(grant(amount, "limit").code()).isEqualTo("VAL_001");
  }

  @Test
  void refusesMoreThanAnAccountCanHold() {
    assertThat(grant("999999999999999", "most-" + user).status()).isEqualTo(201);

    assertThat(grant("1", "over-" + user).code()).isEqualTo("VAL_001");
  }

  @Test
  void theDatabaseRefusesAnEntryThatIsNotBalanced() throws SQLException {
    granted(10);
    try (Connection app = app();
        Statement statement = app.createStatement()) {
      app.setAutoCommit(false);
      statement.execute("SELECT set_config('app.tenant_id', 'service-a', true)");
      statement.execute(
          """
          INSERT INTO credit_postings (tenant_id, ledger_id, account_code, amount, created_at)
          SELECT tenant_id, ledger_id, 'platform:revenue', 1, now() FROM credit_ledger LIMIT 1
          """);
      assertThatThrownBy(app::commit).hasMessageContaining("sum up to 1");
    }
    try (Connection app = app();
        Statement statement = app.createStatement()) {
      for (String change :
          List.of(
              "UPDATE credit_ledger SET amount = 0",
              "DELETE FROM credit_postings",
              "UPDATE credit_postings SET amount = 1")) {
        assertThatThrownBy(() -> statement.execute(change))
            .hasMessageContaining("permission denied");
      }
    }
  }

  private Connection app() throws SQLException {
    return DriverManager.getConnection(
        engine.database().jdbcUrl(), "fluxpay_app", engine.database().password());
  }
}
