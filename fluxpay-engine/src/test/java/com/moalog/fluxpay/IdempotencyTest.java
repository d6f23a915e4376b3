package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

  private static final int PARALLEL = 100;
  private static final int CONFIRMS = 50;

  /** Repeats wait as long as it takes, however slow the machine. */
  private static TestEngine patient;

  private final Shop shop = new Shop(TestEngine.shared());
  private final Client client = shop.client();

  @BeforeAll
  static void start() {
    patient = TestEngine.start(Map.of("FLUXPAY_IDEMPOTENCY_WAIT", "60s"));
  }

  @AfterAll
  static void stop() {
    patient.close();
  }

  @Test
  void refusesAMissingOrMalformedKey() {
    String body = Shop.orderBody("user-1");

    assertThat(client.post("/api/v1/orders", body).code()).isEqualTo("VAL_002");
    assertThat(client.keyed("not-a-uuid").post("/api/v1/orders", body).code()).isEqualTo("VAL_003");
    Client.Reply contradiction =
        client
            .keyed()
            .with("Idempotency-Key", UUID.randomUUID().toString())
            .post("/api/v1/orders", body);
    assertThat(contradiction.status()).isEqualTo(400);
    assertThat(contradiction.code()).isEqualTo("VAL_003");
  }

  @Test
  void doesTheWorkOnceForAHundredEqualRequestsAtOnce() throws Exception {
    Shop calm = new Shop(patient);
    String order = calm.order();
    Client keyed = calm.client().keyed();
    String body = Shop.paymentBody(order);
    Callable<Client.Reply> request = () -> keyed.postPatiently("/api/v1/payments", body);

    List<Client.Reply> replies;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      replies =
          threads.invokeAll(IntStream.range(0, PARALLEL).mapToObj(_ -> request).toList()).stream()
              .map(reply -> reply.resultNow())
              .toList();
    }

    assertThat(replies).extracting(Client.Reply::status).containsOnly(201);
    assertThat(replies).extracting(Client.Reply::body).containsOnly(replies.getFirst().body());
    assertThat(replies)
        .filteredOn(reply -> reply.header("Idempotency-Replayed").equals("true"))
        .hasSizeGreaterThanOrEqualTo(PARALLEL - 1);
    assertThat(calm.client().get("/api/v1/payments?orderId=" + order).data()).hasSize(1);
  }

  @Test
  void capturesOnceForFiftyEqualConfirmsAtOnceWhileTheProviderTakesASecond() throws Exception {
    Shop calm = new Shop(patient);
    String order = calm.order();
    String payment = calm.approved(order);
    calm.failNextConfirm(order, "{\"delay\":{\"ms\":1000}}");

    List<Client.Reply> replies = confirmedAtOnce(calm, payment);

    assertThat(replies).extracting(Client.Reply::status).containsOnly(200);
    assertThat(replies).extracting(Client.Reply::body).containsOnly(replies.getFirst().body());
    assertThat(calm.captures(order)).isEqualTo(1);
  }

  @Test
  void capturesOnceForFiftyEqualConfirmsAtOnceWhileTheProviderTakesLongerThanTheyWait()
      throws Exception {
    String order = shop.order();
    String payment = shop.approved(order);
    shop.failNextConfirm(order, "{\"delay\":{\"ms\":3000}}");

    List<Client.Reply> replies = confirmedAtOnce(shop, payment);

    assertThat(replies).extracting(Client.Reply::status).containsOnly(200, 409);
    assertThat(replies)
        .filteredOn(reply -> reply.status() == 409)
        .extracting(Client.Reply::code)
        .containsOnly("VAL_005");
    assertThat(shop.captures(order)).isEqualTo(1);
  }

  private static List<Client.Reply> confirmedAtOnce(Shop shop, String payment) throws Exception {
    Client keyed = shop.client().keyed();
    Callable<Client.Reply> request =
        () -> keyed.postPatiently("/api/v1/payments/" + payment + "/confirm", "");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(Collections.nCopies(CONFIRMS, request)).stream()
          .map(reply -> reply.resultNow())
          .toList();
    }
  }

  @Test
  void recognisesTheSameBodyInAnotherOrderAndRefusesAnotherOne() {
    String order = shop.order();
    Client keyed = client.keyed();
    Client.Reply first = keyed.post("/api/v1/payments", Shop.paymentBody(order));

    Client.Reply reordered =
        keyed.post(
            "/api/v1/payments",
            "{ \"currency\": \"KRW\", \"amount\": 9900.0, \"orderId\": \"%s\" }".formatted(order));
    Client.Reply other =
        keyed.post(
            "/api/v1/payments",
            "{\"currency\":\"KRW\",\"amount\":1,\"orderId\":\"%s\"}".formatted(order));

    assertThat(reordered.status()).isEqualTo(201);
    assertThat(reordered.body()).isEqualTo(first.body());
    assertThat(reordered.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("VAL_004");
  }

  @Test
  void replaysARefusalOfTheBusinessButForgetsAnInvalidRequest() {
    Client keyed = client.keyed();
    String unknown = Shop.paymentBody(UUID.randomUUID().toString());

    Client.Reply first = keyed.post("/api/v1/payments", unknown);
    assertThat(first.code()).isEqualTo("ORD_001");
    assertThat(keyed.post("/api/v1/payments", unknown).body()).isEqualTo(first.body());

    Client fresh = client.keyed();
    assertThat(fresh.post("/api/v1/orders", "{}").code()).isEqualTo("VAL_001");
    assertThat(fresh.post("/api/v1/orders", Shop.orderBody("user-1")).status()).isEqualTo(201);
  }

  @Test
  void keepsTheKeysOfDifferentTenantsApart() {
    Client keyed = client.keyed();
    Client.Reply own = keyed.post("/api/v1/orders", Shop.orderBody("user-of-two-tenants"));

    Client.Reply other =
        keyed
            .with("X-Tenant-Id", "moalog")
            .post("/api/v1/orders", Shop.orderBody("user-of-two-tenants"));

    assertThat(other.status()).isEqualTo(201);
    assertThat(other.data("orderId")).isNotEqualTo(own.data("orderId"));
  }
}
