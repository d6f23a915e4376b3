package com.moalog.load.scenario;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The requests that the loads are made of. Stateless. */
final class Requests {

  private static final int RETROSPECTS = 5;
  private static final int ADDRESSES_PER_BLOCK = 256;

  private Requests() {}

  /** An address of its own for each of as many users as there are at the same time. */
  static String from(Session session, int users) {
    int user = (int) (session.userId() % users);
    return "10.100." + user / ADDRESSES_PER_BLOCK + "." + user % ADDRESSES_PER_BLOCK;
  }

  static String newKey() {
    return UUID.randomUUID().toString();
  }

  private static String anyRetrospect() {
    return "/api/v1/retrospects/" + (1 + ThreadLocalRandom.current().nextInt(RETROSPECTS));
  }

  static HttpRequestActionBuilder rooms(int users) {
    return http("rooms")
        .get("/api/v1/retro-rooms")
        .header("X-Forwarded-For", session -> from(session, users));
  }

  static HttpRequestActionBuilder retrospect(int users) {
    return http("retrospect")
        .get(_ -> anyRetrospect())
        .header("X-Forwarded-For", session -> from(session, users));
  }

  /** Whether it may be refused by a limit is for the caller to check. */
  static HttpRequestActionBuilder analysis() {
    return http("analysis")
        .post(_ -> anyRetrospect() + "/analysis")
        .body(StringBody("{}"))
        .check(status().saveAs(Counts.STATUS));
  }

  /** Chooses the plan PRO under the key that the session holds. */
  static HttpRequestActionBuilder subscription(String name, int users) {
    return http(name)
        .post("/api/v1/subscriptions")
        .header("X-Forwarded-For", session -> from(session, users))
        .header("Idempotency-Key", session -> session.getString("key"))
        .body(StringBody("{\"planName\":\"PRO\"}"))
        .check(status().saveAs(Counts.STATUS));
  }
}
