package com.moalog.bench.faults;

import com.moalog.bench.measure.HttpConnection;
import com.moalog.bench.measure.HttpRequestBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * A merchant of its own for one schedule: its calls, its time, what it was told. Not thread-safe.
 */
final class Shop implements AutoCloseable {

  static final int PRICE = 10_000;

  private static final int TRIES = 12;
  private static final int PATIENT_TRIES = 4;
  private static final int SERVER_ERROR = 500;
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration LEASE = Duration.ofSeconds(35);
  private static final String PROVIDER_LOGIN =
      Base64.getEncoder()
          .encodeToString("test_sk_local_dev_dummy:".getBytes(StandardCharsets.UTF_8));

  private final World world;
  private final String tenant;
  private final RandomGenerator random;
  private final Mishaps mishaps;
  private final Sql sql;
  private final List<String> log = new ArrayList<>();
  private final Map<Call, Set<String>> answers = new LinkedHashMap<>();

  Shop(World world, String tenant, RandomGenerator random) throws IOException {
    this.world = world;
    this.tenant = tenant;
    this.random = random;
    this.mishaps = world.wires().open(tenant);
    this.sql = world.sql();
    sql.run(
        """
        INSERT INTO tenants (tenant_id, name, credit_enabled, subscription_enabled)
        VALUES ('%s', 'Faults', true, true)
        """
            .formatted(tenant));
  }

  /** A request of a client; its key is its own. */
  record Call(String method, String path, String body, String key) {
    @Override
    public String toString() {
      return method + " " + path + " " + body;
    }
  }

  String tenant() {
    return tenant;
  }

  Mishaps mishaps() {
    return mishaps;
  }

  Sql sql() {
    return sql;
  }

  /** What was done, for people. */
  List<String> log() {
    return List.copyOf(log);
  }

  void note(String what) {
    log.add(what);
  }

  Call post(String path, String body) {
    return new Call(
        "POST", "/api/v1/" + path, body, new UUID(random.nextLong(), random.nextLong()).toString());
  }

  /** Calls until there is an answer that stays; what died is started again in between. */
  HttpConnection.Answer done(Call call) throws IOException {
    note(call.toString());
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      HttpConnection.Answer answer = once(call);
      note("  " + answer.status() + " " + answer.field("status") + answer.field("code"));
      if (stays(answer)) {
        return answer;
      }
      if (attempt == PATIENT_TRIES) {
        mishaps.end();
      }
      if (mishaps.revive()) {
        note("  its part of the engine had died");
      }
      pass(LEASE);
      LockSupport.parkNanos(PAUSE.multipliedBy(attempt).toNanos());
    }
    throw new IOException(call + " got no answer that stays");
  }

  private static boolean stays(HttpConnection.Answer answer) {
    return answer.status() != 0
        && answer.status() < SERVER_ERROR
        && !answer.field("code").equals("VAL_005");
  }

  /** Twice at the same time, then until there is an answer. */
  HttpConnection.Answer doneTwice(Call call) throws IOException {
    note("at the same time");
    CompletableFuture<HttpConnection.Answer> other =
        CompletableFuture.supplyAsync(() -> once(call), Thread::startVirtualThread);
    once(call);
    other.join();
    return done(call);
  }

  /** The right to execute ends while the first is at the provider, and a second takes over. */
  HttpConnection.Answer overtaken(Call call) throws IOException {
    note("overtaken");
    mishaps.trick(Mishaps.Trick.SLOW);
    CompletableFuture<HttpConnection.Answer> first =
        CompletableFuture.supplyAsync(() -> once(call), Thread::startVirtualThread);
    LockSupport.parkNanos(PAUSE.multipliedBy(4).toNanos());
    pass(LEASE);
    once(call);
    first.join();
    return done(call);
  }

  /** One try; status 0 when the connection broke. Thread-safe. */
  private HttpConnection.Answer once(Call call) {
    Map<String, String> headers =
        Map.of(
            "X-Tenant-Id",
            tenant,
            "X-Idempotency-Key",
            call.key(),
            "X-Admin-Token",
            World.ADMIN,
            "Connection",
            "close");
    try (HttpConnection connection = new HttpConnection(world.enginePort())) {
      HttpConnection.Answer answer =
          connection.ask(HttpRequestBytes.json(call.method(), call.path(), headers, call.body()));
      if (stays(answer)) {
        remember(call, answer.status() + " " + answer.body());
      }
      return answer;
    } catch (IOException broken) {
      return new HttpConnection.Answer(0, "");
    }
  }

  private synchronized void remember(Call call, String answer) {
    answers.computeIfAbsent(call, _ -> new TreeSet<>()).add(answer);
  }

  /** The calls that were answered in more than one way. */
  synchronized List<String> contradictions() {
    return answers.entrySet().stream()
        .filter(each -> each.getValue().size() > 1)
        .map(each -> each.getKey() + " has the answers " + each.getValue())
        .toList();
  }

  /** Calls that were answered. */
  synchronized List<Call> calls() {
    return List.copyOf(answers.keySet());
  }

  /** Time passes for this merchant alone: everything that is written down becomes older. */
  void pass(Duration time) throws IOException {
    mishaps.deliver();
    mishaps.pass(time);
    // A call that had to end first may have become overdue meanwhile.
    mishaps.deliver();
    String ago = " - interval '" + time.toMillis() + " milliseconds'";
    String own = " WHERE tenant_id = '" + tenant + "'";
    sql.run("UPDATE payment_attempts SET started_at = started_at" + ago + own);
    sql.run("UPDATE payments SET updated_at = updated_at" + ago + own);
    sql.run("UPDATE idempotency_keys SET locked_until = locked_until" + ago + own);
    sql.run("UPDATE saga_instances SET deadline_at = deadline_at" + ago + own);
    sql.run(
        "UPDATE scheduled_tasks SET run_at = run_at"
            + ago
            + own
            + " AND kind <> 'RESERVATION_EXPIRE'");
    if (time.compareTo(Mishaps.OVER) > 0) {
      mishaps.deliverForgotten();
    }
  }

  /** A session that the customer authenticated. */
  String session(String order) throws IOException {
    String key =
        provider(
                "/__admin/sessions",
                "{\"orderId\":\"%s\",\"amount\":%d,\"authenticated\":true}".formatted(order, PRICE))
            .field("paymentKey");
    if (key.isEmpty()) {
      throw new IOException("the provider has no session for order " + order);
    }
    world.wires().know(key, tenant);
    world.wires().know(order, tenant);
    return key;
  }

  /** The provider takes the money of a session although nobody asks for it now, and tells. */
  void captureLate(String order, String key) throws IOException {
    note("the provider captures " + order + " late");
    provider(
        "/v1/payments/confirm",
        "{\"paymentKey\":\"%s\",\"orderId\":\"%s\",\"amount\":%d}".formatted(key, order, PRICE));
    String message =
        """
        {"eventType":"PAYMENT_STATUS_CHANGED","data":{"paymentKey":"%s","orderId":"%s",
        "status":"DONE"}}\
        """
            .formatted(key, order);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try (HttpConnection connection = new HttpConnection(world.enginePort())) {
        int status =
            connection
                .ask(HttpRequestBytes.json("POST", "/api/v1/webhooks/toss", Map.of(), message))
                .status();
        if (status < SERVER_ERROR) {
          return;
        }
      } catch (IOException broken) {
        note("  " + broken.getMessage());
      }
      mishaps.revive();
    }
  }

  private HttpConnection.Answer provider(String path, String body) throws IOException {
    Map<String, String> headers = Map.of("Authorization", "Basic " + PROVIDER_LOGIN);
    try (HttpConnection connection = new HttpConnection(world.sandboxPort())) {
      return connection.ask(HttpRequestBytes.json("POST", path, headers, body));
    }
  }

  /** What the provider really did with the money of an order. */
  String effects(String order) throws IOException {
    try (HttpConnection connection = new HttpConnection(world.sandboxPort())) {
      return connection
          .ask(HttpRequestBytes.of("GET", "/__admin/effects?orderId=" + order, Map.of()))
          .body();
    }
  }

  /** The merchant goes: nothing that the engine does for every tenant is done for it any more. */
  @Override
  public void close() throws IOException {
    world.wires().close(tenant);
    try (sql) {
      sql.run("DELETE FROM scheduled_tasks WHERE tenant_id = '" + tenant + "'");
      sql.run("DELETE FROM tenants WHERE tenant_id = '" + tenant + "'");
    }
  }
}
