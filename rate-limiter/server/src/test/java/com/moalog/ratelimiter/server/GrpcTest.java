package com.moalog.ratelimiter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitRequest;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitResponse;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitResponse.Code;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gRPC promises its callers, whatever they send and whatever has happened to Redis. */
class GrpcTest {

  private static final String METHOD =
      RateLimitServiceGrpc.getShouldRateLimitMethod().getFullMethodName();
  private static final String RULES =
      """
      domain: edge
      descriptors:
        - key: address
          rate_limit: {unit: year, requests_per_unit: 100}
        - key: sensitive
          rate_limit: {unit: year, requests_per_unit: 100, fail_mode: closed}
        - key: lax
          rate_limit: {unit: year, requests_per_unit: 100, fail_mode: open}
      """;

  private @TempDir Path folder;

  @Test
  void answersHealthChecksAndRefusesWhatItDoesNotKnow() throws IOException {
    try (Limiter limiter = start(TestServers.redis());
        Calls calls = new Calls(limiter)) {
      byte[] serving = {8, 1};
      assertThat(calls.call("grpc.health.v1.Health/Check", new byte[0])).isEqualTo(serving);
      assertThat(
              calls.call(
                  "grpc.health.v1.Health/Check",
                  service("envoy.service.ratelimit.v3.RateLimitService")))
          .isEqualTo(serving);
      calls.assertFails("grpc.health.v1.Health/Check", service("other"), Status.Code.NOT_FOUND);
      calls.assertFails("grpc.health.v1.Health/Watch", new byte[0], Status.Code.UNIMPLEMENTED);
      calls.assertFails("some.Service/Method", new byte[0], Status.Code.UNIMPLEMENTED);
      assertThatThrownBy(
              () -> stub(calls).withCompression("gzip").shouldRateLimit(request("address", "1")))
          .satisfies(failure -> assertCode(failure, Status.Code.UNIMPLEMENTED));
      assertThat(limiter.get("/actuator/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersAnyBytesWithAStatus() throws IOException {
    Random random = new Random(11);
    byte[] valid =
        RateLimitRequest.newBuilder(request("address", "fuzz"))
            .setHitsAddend(1)
            .build()
            .toByteArray();
    try (Limiter limiter = start(TestServers.redis());
        Calls calls = new Calls(limiter)) {
      for (int i = 0; i < 2_000; i++) {
        byte[] bytes = i % 2 == 0 ? valid.clone() : new byte[random.nextInt(64)];
        if (i % 2 == 0) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        } else {
          random.nextBytes(bytes);
        }
        Status.Code code = calls.codeOf(METHOD, bytes);
        assertThat(code)
            .as("message %d", i)
            .isIn(Status.Code.OK, Status.Code.INVALID_ARGUMENT, Status.Code.UNKNOWN);
      }
    }
  }

  @Test
  void manyCallersOfThreeInstancesTogetherGetExactlyTheLimit() throws Exception {
    List<Limiter> limiters = new ArrayList<>();
    List<Calls> calls = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      limiters.add(start(TestServers.redis()));
      calls.add(new Calls(limiters.getLast()));
    }
    RateLimitRequest request = request("address", UUID.randomUUID().toString());
    try (ExecutorService clients = Executors.newFixedThreadPool(64)) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int client = 0; client < 64; client++) {
        Calls mine = calls.get(client % 3);
        counts.add(clients.submit(() -> admitted(mine, request, 5)));
      }
      long sum = 0;
      for (Future<Long> count : counts) {
        sum += count.get();
      }
      assertThat(sum).isEqualTo(100);
    } finally {
      calls.forEach(Calls::close);
      limiters.forEach(Limiter::close);
    }
  }

  private static long admitted(Calls calls, RateLimitRequest request, int times) {
    long count = 0;
    for (int i = 0; i < times; i++) {
      count += stub(calls).shouldRateLimit(request).getOverallCode() == Code.OK ? 1 : 0;
    }
    return count;
  }

  @Test
  void doesWithoutRedisWhatTheFailModeSays() throws IOException {
    RunningServer<RedisServer> redis = TestServers.newRedis();
    redis.stop();
    try (Limiter limiter = start(redis.server());
        Calls calls = new Calls(limiter)) {
      RateLimitRequest address = request("address", "1");
      assertThat(admitted(calls, address, 120)).isEqualTo(100);
      assertThat(admitted(calls, request("lax", "1"), 120)).isEqualTo(120);
      assertThatThrownBy(() -> stub(calls).shouldRateLimit(request("sensitive", "1")))
          .satisfies(failure -> assertCode(failure, Status.Code.UNAVAILABLE));
    } finally {
      redis.close();
    }
  }

  @Test
  void obeysTheCallersDeadlineWhileRedisHangs() throws IOException {
    try (RunningServer<RedisServer> redis = TestServers.newRedis();
        Limiter limiter = start(redis.server());
        Calls calls = new Calls(limiter)) {
      RateLimitResponse first = stub(calls).shouldRateLimit(request("address", "1"));
      assertThat(first.getOverallCode()).isEqualTo(Code.OK);
      redis.freeze();
      assertThatThrownBy(() ->
              RateLimitServiceGrpc.newBlockingStub(calls.channel)
                  .withDeadlineAfter(200, TimeUnit.MILLISECONDS)
                  .shouldRateLimit(request("address", "1")))
          .satisfies(failure -> assertCode(failure, Status.Code.DEADLINE_EXCEEDED));
      redis.thaw();
      assertThat(stub(calls).shouldRateLimit(request("address", "1")).getOverallCode())
          .as("the connection is still good")
          .isEqualTo(Code.OK);
    }
  }

  private Limiter start(RedisServer redis) throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    return Limiter.start(
        Limiter.environment(
            redis, "RATE_LIMITER_POLICIES", rules.toString(), "SPRING_DATA_REDIS_TIMEOUT", "20s"));
  }

  private static RateLimitServiceGrpc.RateLimitServiceBlockingStub stub(Calls calls) {
    return RateLimitServiceGrpc.newBlockingStub(calls.channel)
        .withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  private static RateLimitRequest request(String key, String value) {
    return RateLimitRequest.newBuilder()
        .setDomain("edge")
        .addDescriptors(EnvoyTest.descriptor(key, value))
        .build();
  }

  private static byte[] service(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[bytes.length + 2];
    message[0] = 10;
    message[1] = (byte) bytes.length;
    System.arraycopy(bytes, 0, message, 2, bytes.length);
    return message;
  }

  private static void assertCode(Throwable failure, Status.Code code) {
    assertThat(((StatusRuntimeException) failure).getStatus().getCode())
        .as(failure.toString())
        .isEqualTo(code);
  }

  /** Calls any method with any bytes. */
  private static final class Calls implements AutoCloseable {

    private static final Marshaller<byte[]> BYTES =
        new Marshaller<>() {
          @Override
          public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
          }

          @Override
          public byte[] parse(InputStream stream) {
            try {
              return stream.readAllBytes();
            } catch (IOException e) {
              throw new UncheckedIOException("the answer cannot be read", e);
            }
          }
        };

    private final ManagedChannel channel;

    Calls(Limiter limiter) {
      this.channel = EnvoyTest.channelTo(limiter);
    }

    byte[] call(String method, byte[] message) {
      MethodDescriptor<byte[], byte[]> descriptor =
          MethodDescriptor.newBuilder(BYTES, BYTES)
              .setFullMethodName(method)
              .setType(MethodType.UNARY)
              .build();
      CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS);
      return ClientCalls.blockingUnaryCall(channel, descriptor, options, message);
    }

    Status.Code codeOf(String method, byte[] message) {
      try {
        call(method, message);
        return Status.Code.OK;
      } catch (StatusRuntimeException e) {
        return e.getStatus().getCode();
      }
    }

    void assertFails(String method, byte[] message, Status.Code code) {
      assertThat(codeOf(method, message)).isEqualTo(code);
    }

    @Override
    public void close() {
      channel.shutdownNow();
    }
  }
}
