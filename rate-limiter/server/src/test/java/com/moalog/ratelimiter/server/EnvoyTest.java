package com.moalog.ratelimiter.server;

import static com.moalog.ratelimiter.server.Limiter.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UInt64Value;
import com.moalog.local.servers.TestServers;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.common.ratelimit.v3.RateLimitDescriptor;
import io.envoyproxy.envoy.extensions.common.ratelimit.v3.RateLimitDescriptor.RateLimitOverride;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitRequest;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitResponse;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitResponse.Code;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitResponse.DescriptorStatus;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitResponse.RateLimit.Unit;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitServiceGrpc;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitServiceGrpc.RateLimitServiceBlockingStub;
import io.envoyproxy.envoy.type.v3.RateLimitUnit;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The service as Envoy sees it: gRPC's own client, and the messages that Envoy publishes. */
class EnvoyTest {

  private static final String RULES =
      """
      domains:
        - domain: edge
          descriptors:
            - key: address
              rate_limit: {unit: year, requests_per_unit: 3}
            - key: address
              value: 10.0.0.1
              rate_limit: {unlimited: true}
            - key: path
              value: /login*
              descriptors:
                - key: user
                  rate_limit: {name: logins, unit: year, requests_per_unit: 2}
            - key: path
              value: /login/admin
              rate_limit: {unit: week, requests_per_unit: 7}
            - key: watched
              shadow_mode: true
              rate_limit: {unit: year, requests_per_unit: 1}
            - key: bucket
              rate_limit: {unit: day, requests_per_unit: 1, burst: 5, algorithm: TOKEN_BUCKET}
      """;

  private static Limiter limiter;
  private static ManagedChannel channel;

  private final String unique = UUID.randomUUID().toString();

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    limiter =
        Limiter.start(
            Limiter.environment(
                TestServers.redis(),
                "RATE_LIMITER_POLICIES",
                rules.toString(),
                "SPRING_DATA_REDIS_TIMEOUT",
                "20s"));
    channel = channelTo(limiter);
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    limiter.close();
  }

  @Test
  void countsEachValueByItselfAndSaysWhatIsLeft() {
    for (int left = 2; left >= 0; left--) {
      RateLimitResponse response = ask(descriptor("address", unique));
      assertThat(response.getOverallCode()).isEqualTo(Code.OK);
      DescriptorStatus status = response.getStatuses(0);
      assertThat(status.getCode()).isEqualTo(Code.OK);
      assertThat(status.getLimitRemaining()).isEqualTo(left);
      assertThat(status.getCurrentLimit().getRequestsPerUnit()).isEqualTo(3);
      assertThat(status.getCurrentLimit().getUnit()).isEqualTo(Unit.YEAR);
      assertThat(status.getCurrentLimit().getName()).isEqualTo("edge-address");
      assertThat(status.getDurationUntilReset().getSeconds()).isPositive();
    }
    RateLimitResponse over = ask(descriptor("address", unique));
    assertThat(over.getOverallCode()).isEqualTo(Code.OVER_LIMIT);
    assertThat(over.getStatuses(0).getCode()).isEqualTo(Code.OVER_LIMIT);
    assertThat(over.getStatuses(0).getLimitRemaining()).isZero();
    assertThat(ask(descriptor("address", unique + "x")).getOverallCode()).isEqualTo(Code.OK);
  }

  @Test
  void tellsWhoeverAskedEnvoyWhenToTryAgain() {
    RateLimitResponse allowed = ask(descriptor("bucket", unique));
    assertThat(headers(allowed)).contains("ratelimit-policy: \"edge-bucket\";q=5;w=432000");
    assertThat(headers(allowed)).doesNotContain("retry-after");
    RateLimitResponse over = ask(5, descriptor("bucket", unique));
    assertThat(headers(over)).containsPattern("retry-after: 8[0-9]{4}\n");
    assertThat(headers(over)).containsPattern("ratelimit: \"edge-bucket\";r=0;t=8[0-9]{4}");
  }

  @Test
  void isOverTheLimitIfAnyDescriptorIsAndChargesTheOthersAllTheSame() {
    RateLimitDescriptor spent = descriptor("path", "/login/a", "user", unique);
    ask(2, spent);
    RateLimitResponse response =
        ask(descriptor("address", unique), spent, descriptor("nobody", "knows"));
    assertThat(response.getOverallCode()).isEqualTo(Code.OVER_LIMIT);
    assertThat(response.getStatusesList().stream().map(DescriptorStatus::getCode))
        .containsExactly(Code.OK, Code.OVER_LIMIT, Code.OK);
    assertThat(response.getStatuses(2).hasCurrentLimit()).isFalse();
    assertThat(ask(descriptor("address", unique)).getStatuses(0).getLimitRemaining()).isEqualTo(1);
  }

  @Test
  void findsTheMostParticularLimit() {
    assertThat(limitName(descriptor("path", "/login/admin"))).isEqualTo("edge-path-login-admin");
    assertThat(limitName(descriptor("path", "/login/x", "user", "u"))).isEqualTo("logins");
    assertThat(limitName(descriptor("path", "/login/x"))).isEmpty();
    assertThat(limitName(descriptor("path", "/other", "user", "u"))).isEmpty();
    assertThat(limitName(descriptor("user", "u", "path", "/login"))).isEmpty();
    assertThat(limitName(descriptor("address", "1", "path", "/login"))).isEmpty();
    DescriptorStatus unlimited = ask(descriptor("address", "10.0.0.1")).getStatuses(0);
    assertThat(Integer.toUnsignedLong(unlimited.getLimitRemaining())).isEqualTo(0xffff_ffffL);
    assertThat(ask("elsewhere", descriptor("address", "1")).getOverallCode()).isEqualTo(Code.OK);
  }

  @Test
  void neverLimitsWhatIsOnlyWatched() {
    for (int i = 0; i < 3; i++) {
      assertThat(ask(descriptor("watched", unique)).getOverallCode()).isEqualTo(Code.OK);
    }
    String metrics = limiter.get("/actuator/prometheus", "Authorization", Limiter.OPERATOR).body();
    assertThat(metrics).contains("policy=\"edge-watched\",result=\"shadow_denied\"");
    assertThat(metrics).contains("rate_limiter_grpc_seconds_count{");
    assertThat(metrics).doesNotContain(unique);
  }

  @Test
  void takesAsManyHitsAsAskedFor() {
    RateLimitDescriptor three = descriptor("address", unique);
    assertThat(ask(4, three).getOverallCode()).as("more than the limit").isEqualTo(Code.OVER_LIMIT);
    assertThat(ask(2, three).getStatuses(0).getLimitRemaining()).isEqualTo(1);
    RateLimitDescriptor peek = three.toBuilder().setHitsAddend(UInt64Value.of(0)).build();
    assertThat(ask(2, peek).getStatuses(0).getLimitRemaining()).isEqualTo(1);
    assertThat(ask(2, peek).getOverallCode()).isEqualTo(Code.OK);
    RateLimitDescriptor one = three.toBuilder().setHitsAddend(UInt64Value.of(1)).build();
    assertThat(ask(2, one).getOverallCode()).isEqualTo(Code.OK);
    RateLimitDescriptor many = three.toBuilder().setHitsAddend(UInt64Value.of(-1)).build();
    assertThat(ask(1, many).getOverallCode()).isEqualTo(Code.OVER_LIMIT);
  }

  @ParameterizedTest
  @EnumSource(names = {"SECOND", "MINUTE", "HOUR", "DAY", "MONTH", "YEAR"})
  void obeysALimitThatTheRouteBrings(RateLimitUnit unit) {
    RateLimitDescriptor own =
        descriptor("address", unique + unit).toBuilder()
            .setLimit(RateLimitOverride.newBuilder().setRequestsPerUnit(100_000).setUnit(unit))
            .build();
    DescriptorStatus status = ask(99_999, own).getStatuses(0);
    assertThat(status.getCode()).isEqualTo(Code.OK);
    assertThat(status.getCurrentLimit().getUnit().name()).isEqualTo(unit.name());
    assertThat(status.getCurrentLimit().getRequestsPerUnit()).isEqualTo(100_000);
    assertThat(status.getLimitRemaining()).isEqualTo(1);
    RateLimitDescriptor closed =
        own.toBuilder().setLimit(RateLimitOverride.newBuilder().setUnit(unit)).build();
    assertThat(ask(closed).getOverallCode()).isEqualTo(Code.OVER_LIMIT);
  }

  @Test
  void answersNonsenseAsTheReferenceDoes() {
    assertFails(
        RateLimitRequest.getDefaultInstance(),
        Status.Code.UNKNOWN,
        "rate limit domain must not be empty");
    assertFails(
        RateLimitRequest.newBuilder().setDomain("edge").build(),
        Status.Code.UNKNOWN,
        "rate limit descriptor list must not be empty");
  }

  @Test
  void limitsWhatItReads() {
    RateLimitRequest.Builder many = RateLimitRequest.newBuilder().setDomain("edge");
    IntStream.range(0, 100).forEach(i -> many.addDescriptors(descriptor("a", unique + i)));
    assertThat(stub().shouldRateLimit(many.build()).getStatusesCount()).isEqualTo(100);
    assertFails(
        many.addDescriptors(descriptor("a", "b")).build(),
        Status.Code.INVALID_ARGUMENT,
        "at most 100 descriptors, got: 101");
    assertFails(
        request(1, RateLimitDescriptor.getDefaultInstance()),
        Status.Code.INVALID_ARGUMENT,
        "a descriptor has 1 to 32 entries, got: 0");
    assertFails(
        request(1, descriptor("address", "x".repeat(262_144))),
        Status.Code.RESOURCE_EXHAUSTED,
        "a message must not exceed 262144 bytes");
    assertThat(ask(descriptor("address", "x".repeat(250_000))).getOverallCode())
        .as("a long value is counted by its digest")
        .isEqualTo(Code.OK);
  }

  @Test
  void understandsTheSameAsJson() {
    JsonObject entry = new JsonObject().put("key", "address").put("value", unique);
    String descriptor = "{\"entries\":[" + entry + "]}";
    HttpResponse<String> allowed =
        postJson("{\"domain\":\"edge\",\"hitsAddend\":3,\"descriptors\":[" + descriptor + "]}");
    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(json(allowed).getString("overallCode")).isEqualTo("OK");
    HttpResponse<String> over =
        postJson("{\"domain\":\"edge\",\"descriptors\":[" + descriptor + "]}");
    assertThat(over.statusCode()).isEqualTo(429);
    JsonObject status = json(over).getJsonArray("statuses").getJsonObject(0);
    assertThat(status.getString("code")).isEqualTo("OVER_LIMIT");
    assertThat(status.getString("durationUntilReset")).matches("[0-9.]+s");
    assertThat(status.getJsonObject("currentLimit").getString("unit")).isEqualTo("YEAR");
    assertThat(ask(descriptor("address", unique)).getOverallCode()).isEqualTo(Code.OVER_LIMIT);
    assertThat(limiter.get("/healthcheck").body()).isEqualTo("OK");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "[]",
        "{\"domain\":7}",
        "{\"domain\":\"edge\"}",
        "{\"domain\":\"edge\",\"descriptors\":{}}",
        "{\"domain\":\"edge\",\"descriptors\":[7]}",
        "{\"domain\":\"edge\",\"descriptors\":[{}]}",
        "{\"domain\":\"edge\",\"descriptors\":[{\"entries\":[{\"value\":\"x\"}]}]}",
        "{\"domain\":\"edge\",\"descriptors\":[{\"entries\":[{\"key\":\"x\"}],\"limit\":{\"unit\":\"EON\"}}]}",
        "{\"domain\":\"\\ud800\",\"descriptors\":[{\"entries\":[{\"key\":\"x\"}]}]}",
        "{\"domain\":\"edge\",\"descriptors\":[{\"entries\":[{\"key\":\"\\ude00\\ud83d\"}]}]}",
        "{\"domain\":\"edge\",\"descriptors\":[{\"entries\":[{\"key\":\"x\",\"value\":\"a\\ude00b\"}]}]}",
        "{\"domain\":\"edge\",\"hits_addend\":-1,\"descriptors\":[{\"entries\":[{\"key\":\"x\"}]}]}",
        "{\"domain\":\"edge\",\"hits_addend\":\"x\",\"descriptors\":[{\"entries\":[{\"key\":\"x\"}]}]}"
      })
  void refusesFaultyJson(String body) {
    assertThat(postJson(body).statusCode()).isEqualTo(400);
  }

  private static HttpResponse<String> postJson(String body) {
    return limiter.send("POST", "/json", body, "Content-Type", "application/json");
  }

  private static void assertFails(RateLimitRequest request, Status.Code code, String message) {
    assertThatThrownBy(() -> stub().shouldRateLimit(request))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure -> {
              assertThat(failure.getStatus().getCode()).isEqualTo(code);
              assertThat(failure.getStatus().getDescription()).isEqualTo(message);
            });
  }

  private static String limitName(RateLimitDescriptor descriptor) {
    return ask(descriptor).getStatuses(0).getCurrentLimit().getName();
  }

  private static String headers(RateLimitResponse response) {
    return response.getResponseHeadersToAddList().stream()
        .map(EnvoyTest::line)
        .collect(Collectors.joining());
  }

  private static String line(HeaderValue header) {
    return header.getKey() + ": " + header.getValue() + "\n";
  }

  private static RateLimitResponse ask(RateLimitDescriptor... descriptors) {
    return ask(0, descriptors);
  }

  private static RateLimitResponse ask(int hits, RateLimitDescriptor... descriptors) {
    return stub().shouldRateLimit(request(hits, descriptors));
  }

  private static RateLimitResponse ask(String domain, RateLimitDescriptor descriptor) {
    return stub().shouldRateLimit(request(1, descriptor).toBuilder().setDomain(domain).build());
  }

  private static RateLimitRequest request(int hits, RateLimitDescriptor... descriptors) {
    return RateLimitRequest.newBuilder()
        .setDomain("edge")
        .setHitsAddend(hits)
        .addAllDescriptors(List.of(descriptors))
        .build();
  }

  static RateLimitDescriptor descriptor(String... keysAndValues) {
    RateLimitDescriptor.Builder descriptor = RateLimitDescriptor.newBuilder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      descriptor.addEntries(
          RateLimitDescriptor.Entry.newBuilder()
              .setKey(keysAndValues[i])
              .setValue(keysAndValues[i + 1]));
    }
    return descriptor.build();
  }

  static ManagedChannel channelTo(Limiter limiter) {
    return NettyChannelBuilder.forAddress("127.0.0.1", limiter.grpcPort()).usePlaintext().build();
  }

  private static RateLimitServiceBlockingStub stub() {
    return RateLimitServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }
}
