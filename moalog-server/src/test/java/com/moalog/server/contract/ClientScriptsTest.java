package com.moalog.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.contract.ClientScript.Request;
import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.OriginalFiles;
import com.moalog.server.testing.PaymentEngine;
import com.moalog.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The clients of the original server against this one, on the rows that they bring. {@code
 * -Dmoalog.scripts.requests} sets how much each sends.
 */
class ClientScriptsTest {

  private static final int REQUESTS = Integer.getInteger("moalog.scripts.requests", 200);
  private static final int PEOPLE = 20;
  private static final int TOO_MANY_REQUESTS = 429;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static PaymentEngine engine;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TestServer server;

  @BeforeAll
  static void start() {
    engine = PaymentEngine.start();
    server = TestServer.start(Map.of("FLUXPAY_URL", engine.address().toString()));
    OriginalFiles.run(server.database(), "seed.sql");
  }

  @AfterAll
  static void stop() {
    server.close();
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline",
        "rate-limiter",
        "payment-concurrency",
        "mixed-load",
        "circuit-breaker",
        "chaos-traffic"
      })
  void succeedsByItsOwnMeasure(String name) throws InterruptedException {
    ClientScript script = ClientScript.read(name);
    ApiAnswer login = send(server.client(), script.login(), script.login().path());
    String token = login.cookie("access_token");
    List<String> errors = new ArrayList<>();
    List<Integer> seen = new ArrayList<>();
    for (Sent sent : play(script, server.client().withToken(token))) {
      seen.add(sent.answer().status());
      if (!isAccepted(sent)) {
        errors.add(sent.request().path() + " -> " + sent.answer().text());
      }
    }
    assertThat(errors)
        .as(script.describes())
        .hasSizeLessThanOrEqualTo(REQUESTS * script.errorsPerThousand() / 1_000);
    if (script.mustSee() != null) {
      assertThat(seen).contains(script.mustSee());
    }
  }

  private static List<Sent> play(ClientScript script, ApiClient client)
      throws InterruptedException {
    List<Sent> all = new ArrayList<>();
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<Sent>>> visits = new ArrayList<>();
      for (int person = 1; person <= PEOPLE; person++) {
        int number = person;
        visits.add(() -> visit(script, client, number));
      }
      for (var visit : people.invokeAll(visits)) {
        all.addAll(visit.resultNow());
      }
    }
    return all;
  }

  private static List<Sent> visit(ClientScript script, ApiClient client, int person) {
    RandomGenerator random = new SplittableRandom(person);
    String address = script.forwardedFor();
    ApiClient from =
        address == null
            ? client
            : client.with("X-Forwarded-For", address.replace("{vu}", Integer.toString(person)));
    List<Sent> sent = new ArrayList<>();
    for (int round = 0; round < REQUESTS / PEOPLE; round++) {
      Request request = choose(script, random);
      String path = request.path().replace("{1..5}", Integer.toString(1 + random.nextInt(5)));
      ApiClient named = named(from, request, person, random);
      sent.add(new Sent(request, send(named, request, path)));
      if (request.isRepeated()) {
        sent.add(new Sent(request, send(named, request, path)));
      }
    }
    return sent;
  }

  private static Request choose(ClientScript script, RandomGenerator random) {
    int ticket = random.nextInt(100);
    for (Request request : script.requests()) {
      ticket -= Objects.requireNonNullElse(request.share(), 0);
      if (ticket < 0) {
        return request;
      }
    }
    throw new IllegalStateException("the shares do not add up to 100: " + script.describes());
  }

  private static ApiClient named(
      ApiClient client, Request request, int person, RandomGenerator random) {
    ApiClient named = client;
    for (var header :
        Objects.requireNonNullElse(request.headers(), Map.<String, String>of()).entrySet()) {
      String value =
          header
              .getValue()
              .replace("{uuid}", UUID.randomUUID().toString())
              .replace("{vu}", Integer.toString(person))
              .replace("{millis}", Long.toString(System.currentTimeMillis()))
              .replace("{random}", Integer.toHexString(random.nextInt()));
      named = named.with(header.getKey(), value);
    }
    return named;
  }

  private static ApiAnswer send(ApiClient client, Request request, String path) {
    String body = request.body();
    return client.send(
        request.method(),
        path,
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private static boolean isAccepted(Sent sent) {
    ApiAnswer answer = sent.answer();
    boolean accepted =
        Objects.requireNonNullElse(sent.request().accepts(), List.<Integer>of())
            .contains(answer.status());
    boolean says =
        !Boolean.TRUE.equals(sent.request().mustSucceed())
            || answer.json().path("isSuccess").asBoolean();
    boolean timed =
        answer.status() != TOO_MANY_REQUESTS
            || String.valueOf(answer.header("Retry-After")).matches("[1-9]\\d*");
    return accepted && says && timed;
  }

  /** A request of the script and its answer. */
  private record Sent(Request request, ApiAnswer answer) {}
}
