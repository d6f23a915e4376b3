package com.moalog.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

  private static final int PARALLEL = 50;

  private SandboxServer sandbox;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    sandbox = SandboxServer.start(SandboxSettings.forTests());
    caller = new Caller(sandbox);
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    sandbox.close();
  }

  @Test
  void refusesAKeyOverThreeHundredCharacters() {
    String payment = caller.session("order-1", 9900);

    assertThat(caller.confirm("k".repeat(301), payment, "order-1", 9900).code())
        .isEqualTo("INVALID_IDEMPOTENCY_KEY");
    assertThat(caller.confirm("k".repeat(300), payment, "order-1", 9900).status()).isEqualTo(200);
  }

  @Test
  void repeatsTheFirstAnswerWhateverTheBodySays() {
    String payment = caller.session("order-1", 9900);

    Caller.Answer first = caller.confirm("k1", payment, "order-1", 9900);
    Caller.Answer repeat = caller.confirm("k1", "other", "order-9", 1);

    assertThat(repeat.status()).isEqualTo(200);
    assertThat(repeat.body()).isEqualTo(first.body());
  }

  @Test
  void repeatsAnErrorToo() {
    caller.rule("{\"operation\":\"confirm\"}", 1, error("REJECT_CARD_PAYMENT"));
    String payment = caller.session("order-1", 9900);

    assertThat(caller.confirm("k1", payment, "order-1", 9900).code())
        .isEqualTo("REJECT_CARD_PAYMENT");
    assertThat(caller.confirm("k1", payment, "order-1", 9900).code())
        .isEqualTo("REJECT_CARD_PAYMENT");
    assertThat(caller.confirm("k2", payment, "order-1", 9900).text("status")).isEqualTo("DONE");
  }

  private static String error(String code) {
    return "{\"error\":{\"http\":400,\"code\":\"%s\"}}".formatted(code);
  }

  @Test
  void theSameKeyOnAnotherPathIsAnotherRequest() {
    String payment = caller.session("order-1", 9900);

    caller.confirm("k1", payment, "order-1", 9900);

    assertThat(caller.cancel("k1", payment, 9900).text("status")).isEqualTo("CANCELED");
  }

  @Test
  void forgetsAKeyAfterFifteenDays() {
    String payment = caller.session("order-1", 9900);
    caller.confirm("k1", payment, "order-1", 9900);

    caller.admin("POST", "/__admin/clock", "{\"advanceSeconds\":" + (15 * 86_400 + 60) + "}");

    assertThat(caller.confirm("k1", payment, "order-1", 9900).code())
        .isEqualTo("ALREADY_PROCESSED_PAYMENT");
  }

  @Test
  void aRepeatDuringTheFirstRequestFindsItInFlight() throws Exception {
    caller.rule("{\"operation\":\"confirm\"}", 1, "{\"delay\":{\"ms\":2000}}");
    String payment = caller.session("order-1", 9900);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Caller.Answer> first =
          threads.submit(() -> caller.confirm("k1", payment, "order-1", 9900));
      awaitRequests(1);

      Caller.Answer repeat = caller.confirm("k1", payment, "order-1", 9900);

      assertThat(repeat.status()).isEqualTo(409);
      assertThat(repeat.code()).isEqualTo("IDEMPOTENT_REQUEST_PROCESSING");
      assertThat(first.get().text("status")).isEqualTo("DONE");
    }
    assertThat(caller.confirm("k1", payment, "order-1", 9900).text("status")).isEqualTo("DONE");
  }

  private void awaitRequests(int count) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (caller
            .admin("GET", "/__admin/requests?operation=confirm", "")
            .body()
            .path("requests")
            .size()
        < count) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void fiftyParallelConfirmsWithOneKeyCaptureOnce() throws Exception {
    String payment = caller.session("order-1", 9900);

    List<Caller.Answer> answers = inParallel(_ -> caller.confirm("k1", payment, "order-1", 9900));

    assertThat(answers).extracting(Caller.Answer::status).isSubsetOf(200, 409).contains(200);
    assertThat(caller.effects().at("/orders/order-1/captures").asInt()).isEqualTo(1);
  }

  @Test
  void fiftyParallelConfirmsWithFiftyKeysCaptureOnce() throws Exception {
    String payment = caller.session("order-1", 9900);

    List<Caller.Answer> answers =
        inParallel(i -> caller.confirm("k" + i, payment, "order-1", 9900));

    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 200)
        .extracting(Caller.Answer::code)
        .containsOnly("ALREADY_PROCESSED_PAYMENT");
    assertThat(caller.effects().at("/orders/order-1/captures").asInt()).isEqualTo(1);
  }

  @Test
  void fiftyParallelCancelsNeverGiveBackMoreThanWasCaptured() throws Exception {
    String payment = caller.session("order-1", 10_000);
    caller.confirm("k1", payment, "order-1", 10_000);

    inParallel(i -> caller.cancel("c" + i, payment, 3_000));

    assertThat(caller.effects().at("/orders/order-1/cancels").asInt()).isEqualTo(3);
    assertThat(caller.effects().at("/orders/order-1/canceled").asInt()).isEqualTo(9_000);
  }

  private static List<Caller.Answer> inParallel(IntFunction<Caller.Answer> call)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Caller.Answer>> running = new ArrayList<>();
      for (int i = 0; i < PARALLEL; i++) {
        int turn = i;
        running.add(threads.submit(() -> call.apply(turn)));
      }
      List<Caller.Answer> answers = new ArrayList<>();
      for (Future<Caller.Answer> one : running) {
        answers.add(one.get());
      }
      return answers;
    }
  }

  @Test
  void theKeysOfRequestsCanBeLookedAt() {
    String payment = caller.session("order-1", 9900);
    caller.confirm("k1", payment, "order-1", 9900);
    caller.merchant("GET", "/v1/payments/" + payment, "", Map.of());

    var seen = caller.admin("GET", "/__admin/requests", "").body().path("requests");

    assertThat(seen.size()).isEqualTo(2);
    assertThat(seen.at("/0/operation").asString("")).isEqualTo("confirm");
    assertThat(seen.at("/0/key").asString("")).isEqualTo("k1");
    assertThat(seen.at("/0/subject/orderId").asString("")).isEqualTo("order-1");
    assertThat(seen.at("/1/operation").asString("")).isEqualTo("lookup");
  }
}
