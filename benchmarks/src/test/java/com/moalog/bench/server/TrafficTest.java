package com.moalog.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.bench.measure.HttpLoad;
import com.moalog.bench.measure.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final int TURNS = 10_000;
  private static final Percentage ABOUT = Percentage.withPercentage(10);

  @Test
  void mixesRequestsAsTheOriginalsScriptDoes() {
    List<String> requests = requests(Traffic.MIXED, 7).toList();
    assertThat(count(requests, "POST /api/v1/retrospects/")).isCloseTo(TURNS / 5, ABOUT);
    assertThat(count(requests, "POST /api/v1/subscriptions ")).isCloseTo(TURNS / 10, ABOUT);
    assertThat(count(requests, "GET /api/v1/retro-rooms ")).isCloseTo(TURNS * 49 / 100, ABOUT);
    assertThat(count(requests, "GET /api/v1/retrospects/")).isCloseTo(TURNS * 21 / 100, ABOUT);
    assertThat(requests)
        .allMatch(request -> request.contains("Authorization: Bearer a.b.c\r\n"))
        .allMatch(request -> request.contains("X-Forwarded-For: 172.16.0.7\r\n"));
    assertThat(requests.stream().filter(request -> request.contains("Idempotency-Key: ")))
        .hasSize(count(requests, "POST /api/v1/subscriptions "))
        .doesNotHaveDuplicates();
  }

  @Test
  void onlyReadsInTheBaseline() {
    assertThat(requests(Traffic.BASELINE, 0)).allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void restsSoThatNobodyMeetsTheGlobalLimit() {
    HttpLoad.Script people = Traffic.BASELINE.script("a.b.c");
    assertThat(LongStream.range(0, TURNS).mapToObj(turn -> people.pause(3, turn)))
        .allMatch(rest -> rest.compareTo(Duration.ofSeconds(1)) >= 0)
        .allMatch(rest -> rest.compareTo(Duration.ofSeconds(2)) < 0);
    assertThat(people.start(0)).isZero();
    assertThat(people.start(50)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Traffic.SATURATION.script("a.b.c").pause(3, 4)).isZero();
    assertThat(
            requests(Traffic.SATURATION, 63)
                .map(request -> request.replaceAll("(?s).*X-Forwarded-For: (\\S+).*", "$1")))
        .doesNotHaveDuplicates();
  }

  @Test
  void countsAsErrorsWhatShouldNotHaveCome() {
    Latencies latencies = new Latencies();
    LongStream.range(0, 9).forEach(latencies::record);
    Map<Integer, Long> statuses = Map.of(200, 3L, 429, 2L, 404, 1L, 502, 1L, 422, 1L, 500, 1L);
    assertThat(Traffic.errors(new HttpLoad.Outcome(1, latencies, statuses, 4))).isEqualTo(5);
  }

  private static Stream<String> requests(Traffic traffic, int connection) {
    HttpLoad.Script script = traffic.script("a.b.c");
    return LongStream.range(0, TURNS)
        .mapToObj(turn -> new String(script.request(connection, turn), UTF_8));
  }

  private static int count(List<String> requests, String start) {
    return (int) requests.stream().filter(request -> request.startsWith(start)).count();
  }
}
