package com.moalog.bench.server;

import com.moalog.bench.measure.HttpLoad;
import com.moalog.bench.measure.HttpRequestBytes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What people do to the server: the shares of the original's load scripts, as the member that the
 * seed brings. Immutable.
 *
 * @param connections people at the same time
 * @param restMillis the least and the most a person rests between two requests; both 0: not at all
 * @param analysesPercent requests of an analysis
 * @param purchasesPercent requests for the PRO plan, each with a key of its own
 */
record Traffic(
    String name, int connections, Rest restMillis, int analysesPercent, int purchasesPercent) {

  /** 100 people who read. */
  static final Traffic BASELINE = new Traffic("baseline", 100, Rest.PEOPLE, 0, 0);

  /** 200 people who read, analyse and buy. */
  static final Traffic MIXED = new Traffic("mixed", 200, Rest.PEOPLE, 20, 10);

  /** 64 connections that read without a rest. */
  static final Traffic SATURATION = new Traffic("saturation", 64, Rest.NONE, 0, 0);

  private static final int PERCENT = 100;

  /** Of the reads; the others ask for one retrospect. */
  private static final int ROOM_LISTS_PERCENT = 70;

  private static final int SEEDED_RETROSPECTS = 5;

  /**
   * Answers, and refusals that have to come. 422 is for the analyses that pass the limit of one per
   * 12 s and find nothing to analyse; in a short run they would weigh more than in the scripts'.
   */
  private static final List<Integer> EXPECTED = List.of(200, 404, 422, 429, 502);

  /** How long people rest. */
  record Rest(int leastMillis, int mostMillis) {
    static final Rest NONE = new Rest(0, 0);

    /** Fewer than 100 requests a minute from one address, which the global limit allows. */
    static final Rest PEOPLE = new Rest(1_000, 2_000);

    Duration choose(RandomGenerator random) {
      return this.equals(NONE)
          ? Duration.ZERO
          : Duration.ofMillis(random.nextLong(leastMillis, mostMillis));
    }
  }

  /** Requests with that access token. */
  HttpLoad.Script script(String token) {
    return new HttpLoad.Script() {
      @Override
      public byte[] request(int connection, long turn) {
        return Traffic.this.request(token, connection, turn);
      }

      @Override
      public Duration pause(int connection, long turn) {
        return restMillis.choose(random(connection, -1 - turn));
      }

      @Override
      public Duration start(int connection) {
        int most = restMillis.mostMillis();
        return Duration.ofMillis((long) connection * most / connections);
      }
    };
  }

  private byte[] request(String token, int connection, long turn) {
    RandomGenerator random = random(connection, turn);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + token);
    headers.put("X-Forwarded-For", address(connection, turn));
    int ticket = random.nextInt(PERCENT);
    String retrospect = "/api/v1/retrospects/" + (1 + random.nextInt(SEEDED_RETROSPECTS));
    if (ticket < analysesPercent) {
      return HttpRequestBytes.json("POST", retrospect + "/analysis", headers, "{}");
    }
    if (ticket < analysesPercent + purchasesPercent) {
      headers.put("Idempotency-Key", new UUID(random.nextLong(), random.nextLong()).toString());
      return HttpRequestBytes.json(
          "POST", "/api/v1/subscriptions", headers, "{\"planName\":\"PRO\"}");
    }
    boolean isRoomList = random.nextInt(PERCENT) < ROOM_LISTS_PERCENT;
    return HttpRequestBytes.of("GET", isRoomList ? "/api/v1/retro-rooms" : retrospect, headers);
  }

  /** A person keeps an address; who never rests takes a new one each time, to stay below limits. */
  private String address(int connection, long turn) {
    return restMillis.equals(Rest.NONE)
        ? "10.%d.%d.%d".formatted(connection, turn >> 8 & 255, turn & 255)
        : "172.16.0." + connection;
  }

  private static RandomGenerator random(int connection, long turn) {
    return new SplittableRandom((long) connection << Integer.SIZE ^ turn * 0x9E37_79B9_7F4AL);
  }

  /** Answers that should not have come, and connections that broke. */
  static long errors(HttpLoad.Outcome outcome) {
    long expected = EXPECTED.stream().mapToLong(outcome::count).sum();
    return outcome.latencies().count() - expected + outcome.failures();
  }
}
