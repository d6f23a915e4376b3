package com.moalog.bench.limiter;

import com.moalog.bench.measure.HttpLoad;
import com.moalog.bench.measure.HttpRequestBytes;
import com.moalog.bench.measure.ProcessUse;
import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A service over HTTP: ours, its twin on Spring WebFlux, or nginx. */
record Service(RunningServer<?> running, RunningServer<RedisServer> redis) {

  static final int CONNECTIONS = 64;

  static final String PLACE = "HTTP, " + CONNECTIONS + " connections";

  /** A case; the path is made from the number of the key. */
  Case asked(String name, Keys keys, IntFunction<String> path) {
    List<byte[]> requests =
        IntStream.range(0, keys.count())
            .mapToObj(key -> HttpRequestBytes.of("GET", path.apply(key), Map.of()))
            .toList();
    HttpLoad load = new HttpLoad(running.server().port(), CONNECTIONS);
    HttpLoad.Script script = (connection, turn) -> requests.get(keys.next());
    return new Case(PLACE, name, keys, length -> measure(name, load, script, length, 1));
  }

  /** A case of one connection that sends the same request of so many decisions. */
  Case alone(String name, byte[] request, int decisions) {
    HttpLoad load = new HttpLoad(running.server().port(), 1);
    HttpLoad.Script script = (connection, turn) -> request;
    return new Case(
        "HTTP, 1 connection",
        name,
        Keys.MANY,
        length -> measure(name, load, script, length, decisions));
  }

  private Measured measure(
      String name, HttpLoad load, HttpLoad.Script script, Duration length, int decisions)
      throws IOException, InterruptedException {
    Measured.Use before = use();
    HttpLoad.Outcome outcome = load.run(length, script);
    long count = outcome.latencies().count();
    if (outcome.failures() > 0 || count == 0) {
      throw new IOException(name + ": " + outcome.failures() + " connections broke");
    }
    if (outcome.count(200) + outcome.count(429) + outcome.count(503) < count) {
      throw new IOException(name + ": unexpected answers " + outcome.statuses());
    }
    return use().since(before, outcome.latencies(), outcome.seconds(), decisions);
  }

  private Measured.Use use() throws IOException {
    return new Measured.Use(ProcessUse.of(running.pid()), ProcessUse.of(redis.pid()));
  }
}
