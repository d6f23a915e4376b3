package com.moalog.ratelimiter.core.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import com.moalog.ratelimiter.core.ClockedLimiter;
import com.moalog.ratelimiter.core.LeaseSteps;
import com.moalog.ratelimiter.core.LimitContract;
import com.moalog.ratelimiter.core.lease.LeaseAnswer;
import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.LeakyBucket;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.SlidingCounter;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract on a real Redis, whose library here reads its clock from a key that the test sets.
 * The server is this test's own, since a server has one library of that name.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RedisContractTest extends LimitContract implements ClockedLimiter {

  private static final int LEASE_STEPS = Integer.getInteger("limiter.model.steps", 100_000) / 5;
  private static final int LEASE_STEPS_PER_KEY = 200;
  private static final String CLOCK_KEY = "test:clock";
  private static final String CLOCK =
      "local function clock_micros() return tonumber(redis.call('GET', '%s')) end\n"
          .formatted(CLOCK_KEY);

  private RunningServer<RedisServer> server;
  private RedisClient client;
  private StatefulRedisConnection<String, String> connection;
  private RedisLimiter limiter;

  @BeforeAll
  void connect() throws IOException {
    server = TestServers.newRedis();
    RedisAddress address =
        RedisAddress.of("127.0.0.1", server.server().port())
            .withPassword(server.server().password());
    client = RedisClient.create(address.uris().getFirst());
    connection = client.connect();
    limiter =
        new RedisLimiter(
            new ServerConnection(List.of(connection), List.of()),
            RedisSources.withClock(CLOCK),
            new Deadlines(Duration.ofMinutes(1)),
            states -> {},
            () -> {});
    limiter.load().toCompletableFuture().join();
    connection.setAutoFlushCommands(false);
  }

  @AfterAll
  void disconnect() throws IOException {
    client.shutdown();
    server.close();
  }

  @Test
  void bucketIsCutToALoweredCapacity() {
    check(0, new TokenBucket(100, new Rate(10, 1)), 1);
    assertThat(check(0, new TokenBucket(10, new Rate(10, 1)), 10))
        .isEqualTo(Decision.allow(0, 1_000_000));
  }

  @Override
  protected ClockedLimiter limiter() {
    return this;
  }

  /** In one script, so that a hundred thousand steps take a second. */
  @Override
  public List<Decision> inTurn(List<Step> steps) {
    List<String> arguments = new ArrayList<>();
    for (Step step : steps) {
      Request request = step.request();
      ScriptCall call = ScriptCall.of(request.key(), request.limit(), request.permits());
      arguments.add(Long.toString(step.nowMicros()));
      arguments.addAll(List.of(call.arguments()));
    }
    StorageKey key = steps.getFirst().request().key();
    return ask(RedisScript.CHECK, List.of(key.text()), arguments, steps.size()).stream()
        .map(ScriptReply::of)
        .map(ScriptCall::only)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void leasesEqualTheExactModelOverRandomSteps(Algorithm algorithm) {
    for (int first = 0; first < LEASE_STEPS; first += LEASE_STEPS_PER_KEY) {
      LeaseSteps steps = new LeaseSteps(31L * algorithm.name().hashCode() + first, algorithm);
      List<LeaseAnswer> expected = steps.run(LEASE_STEPS_PER_KEY);
      List<String> arguments = new ArrayList<>();
      for (LeaseSteps.Step step : steps.steps()) {
        arguments.add(Long.toString(step.nowMicros()));
        arguments.addAll(List.of(ScriptCall.of(step.call()).arguments()));
      }
      List<String> keys = List.of(ScriptCall.of(steps.steps().getFirst().call()).keys());
      List<String> answers = ask(RedisScript.LEASE, keys, arguments, LEASE_STEPS_PER_KEY);
      for (int step = 0; step < LEASE_STEPS_PER_KEY; step++) {
        assertThat(ScriptCall.leaseAnswer(ScriptReply.of(answers.get(step))))
            .as("step %d from %d: %s", step, first, steps.steps().get(step))
            .isEqualTo(expected.get(step));
      }
    }
  }

  /** Redis 7.2.0 to 7.2.4 write a number like 100000000 so that they do not read it again. */
  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void everyExpiryIsSpeltOut(Algorithm algorithm) {
    String picky =
        """
        local server = redis
        local redis = { call = function(...)
          for i = 2, select('#', ...) do
            local life = select(i - 1, ...) == 'PX' and select(i, ...)
            assert(type(life) ~= 'number', 'not spelt out')
          end
          return server.call(...)
        end }
        local function clock_micros() return 1700000000000000 end
        """;
    Limit limit =
        switch (algorithm) {
          case TOKEN_BUCKET -> new TokenBucket(100, new Rate(1, 1));
          case LEAKY_BUCKET -> new LeakyBucket(100, new Rate(1, 1));
          case SLIDING_WINDOW_LOG -> SlidingWindow.ofSeconds(100, 99_999);
          case SLIDING_WINDOW_COUNTER -> new SlidingCounter(100, 49_999_500);
          case FIXED_WINDOW -> new FixedWindow(100, 99_999_000);
        };
    StorageKey key = StorageKey.of("test:", "spelt", algorithm.name());
    ScriptCall call = ScriptCall.of(key, limit, 1);
    String source = RedisSources.withClock(picky).single(RedisScript.CHECK);
    RedisFuture<String> answer =
        connection.async().eval(source, ScriptOutputType.VALUE, call.keys(), call.arguments());
    flush();
    assertThat(ScriptCall.only(ScriptReply.of(answer.toCompletableFuture().join())).remaining())
        .isEqualTo(99);
  }

  /** Runs an operation many times in one script; the arguments of each begin with its time. */
  private List<String> ask(
      RedisScript script, List<String> keys, List<String> arguments, int times) {
    String source =
        RedisSources.withClock("local now\nlocal function clock_micros() return now end\n")
            .single(script)
            .replace(
                "return %s(KEYS, ARGV)".formatted(script.localName()),
                """
                local width, answers = #ARGV / %d, {}
                for first = 1, #ARGV, width do
                  local args = {}
                  for i = 2, width do args[i - 1] = ARGV[first + i - 1] end
                  now = tonumber(ARGV[first])
                  answers[#answers + 1] = %s(KEYS, args)
                end
                return answers
                """
                    .formatted(times, script.localName()));
    RedisFuture<List<String>> answers =
        connection
            .async()
            .eval(
                source,
                ScriptOutputType.MULTI,
                keys.toArray(String[]::new),
                arguments.toArray(String[]::new));
    flush();
    return answers.toCompletableFuture().join();
  }

  @Override
  public void flush() {
    connection.flushCommands();
  }

  @Override
  public CompletionStage<Decision> check(
      long nowMicros, StorageKey key, Limit limit, long permits) {
    setClock(nowMicros);
    return limiter.check(key, limit, permits);
  }

  @Override
  public CompletionStage<List<Decision>> checkEach(long nowMicros, List<Request> requests) {
    setClock(nowMicros);
    return limiter.checkEach(requests);
  }

  @Override
  public CompletionStage<List<Decision>> checkAll(long nowMicros, List<Request> requests) {
    setClock(nowMicros);
    return limiter.checkAll(requests);
  }

  @Override
  public CompletionStage<Long> remaining(long nowMicros, StorageKey key, Limit limit) {
    setClock(nowMicros);
    return limiter.remaining(key, limit);
  }

  /** One connection keeps the order, so the call that follows sees this time. */
  private void setClock(long nowMicros) {
    RedisFuture<String> _ = connection.async().set(CLOCK_KEY, Long.toString(nowMicros));
  }
}
