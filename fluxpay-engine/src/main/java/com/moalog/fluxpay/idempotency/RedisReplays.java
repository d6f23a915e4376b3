package com.moalog.fluxpay.idempotency;

import com.moalog.fluxpay.secret.Hmac;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in Redis, one hash for each key. Nothing that comes from there is believed: each entry
 * carries a code over the tenant, the whole key, the answer and the time when PostgreSQL forgets
 * it, made with a secret of the engine. What does not prove itself, or came too late, is as if it
 * were not there. Thread-safe.
 */
final class RedisReplays implements Replays {

  private static final Logger LOG = LoggerFactory.getLogger(RedisReplays.class);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

  /** The clocks of two instances may differ by as much. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final String HASH = "hash";
  private static final String STATUS = "status";
  private static final String RESPONSE = "response";
  private static final String HTTP_STATUS = "httpStatus";
  private static final String EXPIRY = "expiry";
  private static final String PROOF = "proof";
  private static final String COMPLETED = "completed";
  private static final String[] FIELDS = {HASH, STATUS, RESPONSE, HTTP_STATUS, EXPIRY, PROOF};

  private final ReplaySettings settings;
  private final EncodedKey secret;
  private final Surroundings surroundings;
  private final RedisClient client;
  private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connection;

  RedisReplays(ReplaySettings settings, EncodedKey secret, Surroundings surroundings) {
    this.settings = settings;
    this.secret = secret;
    this.surroundings = surroundings;
    this.client = RedisClient.create();
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
  }

  /** What makes the codes; never in text. */
  record EncodedKey(String hex) {
    byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
      return "a key";
    }
  }

  /** What is passed in from outside. */
  record Surroundings(CircuitBreaker breaker, InstantSource clock, MeterRegistry meters) {}

  /** Something that Redis is asked. */
  @FunctionalInterface
  private interface Question<T> {
    Future<T> ask(RedisAsyncCommands<String, String> redis);
  }

  @Override
  public Optional<KeyStore.Known> find(String tenant, RequestKey key) {
    Optional<List<KeyValue<String, String>>> fields =
        asked(redis -> redis.hmget(name(tenant, key), FIELDS));
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> entry = new LinkedHashMap<>();
    for (KeyValue<String, String> field : fields.get()) {
      field.ifHasValue(value -> entry.put(field.getKey(), value));
    }
    Optional<KeyStore.Known> known = proven(tenant, key, entry);
    String outcome = entry.isEmpty() ? "absent" : known.isPresent() ? "used" : "disbelieved";
    surroundings.meters().counter("fluxpay.idempotent.cache", "outcome", outcome).increment();
    return known;
  }

  private Optional<KeyStore.Known> proven(
      String tenant, RequestKey key, Map<String, String> entry) {
    if (entry.size() != FIELDS.length || !COMPLETED.equals(entry.get(STATUS))) {
      return Optional.empty();
    }
    String proof = entry.getOrDefault(PROOF, "");
    boolean isOurs =
        MessageDigest.isEqual(
            proof.getBytes(StandardCharsets.UTF_8),
            proof(tenant, key, entry).getBytes(StandardCharsets.UTF_8));
    // Only what is ours is read: then these are numbers.
    if (!isOurs
        || surroundings.clock().millis() >= Long.parseLong(entry.getOrDefault(EXPIRY, "0"))) {
      return Optional.empty();
    }
    return Optional.of(
        new KeyStore.Known(
            true,
            entry.getOrDefault(HASH, ""),
            Integer.parseInt(entry.getOrDefault(HTTP_STATUS, "0")),
            entry.getOrDefault(RESPONSE, "")));
  }

  @Override
  public Instant expiry(Duration lifetime) {
    return surroundings.clock().instant().plus(lifetime);
  }

  @Override
  public void keep(String tenant, RequestKey key, KeyStore.Known known, Instant expiry) {
    long end = expiry.minus(MARGIN).toEpochMilli();
    long rest = Math.min(end - surroundings.clock().millis(), settings.longest().toMillis());
    if (rest <= 0) {
      return;
    }
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put(HASH, known.fingerprint());
    entry.put(STATUS, COMPLETED);
    entry.put(RESPONSE, known.body());
    entry.put(HTTP_STATUS, Integer.toString(known.status()));
    entry.put(EXPIRY, Long.toString(end));
    entry.put(PROOF, proof(tenant, key, entry));
    String name = name(tenant, key);
    asked(redis -> {
      Future<?> _ = redis.hset(name, entry);
      return redis.pexpire(name, rest);
    });
  }

  private String name(String tenant, RequestKey key) {
    return settings.prefix() + ":" + tenant + ":" + key.endpoint() + ":" + key.key();
  }

  /** Each part stands behind its length, so no two entries have the same text. */
  private String proof(String tenant, RequestKey key, Map<String, String> entry) {
    StringBuilder text = new StringBuilder();
    for (String part :
        List.of(
            tenant,
            key.endpoint(),
            key.key(),
            entry.getOrDefault(HASH, ""),
            entry.getOrDefault(HTTP_STATUS, ""),
            entry.getOrDefault(EXPIRY, ""),
            entry.getOrDefault(RESPONSE, ""))) {
      text.append(part.length()).append(':').append(part);
    }
    return HexFormat.of().formatHex(Hmac.sha256(secret.bytes(), text.toString()));
  }

  /** Empty when there is no answer in time, or Redis is taken to be away. */
  private <T> Optional<T> asked(Question<T> question) {
    if (!surroundings.breaker().tryAcquirePermission()) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    try {
      T answer = question.ask(commands()).get(settings.budget().toMillis(), TimeUnit.MILLISECONDS);
      surroundings.breaker().onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      return Optional.ofNullable(answer);
    } catch (ExecutionException | TimeoutException | RedisException away) {
      surroundings.breaker().onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, away);
      LOG.debug("Redis at {} does not answer", settings, away);
      return Optional.empty();
    } catch (InterruptedException stopped) {
      surroundings.breaker().releasePermission();
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Asks past the breaker, whose count is about requests alone. */
  @Override
  public State look() {
    if (surroundings.breaker().getState() != CircuitBreaker.State.CLOSED) {
      return State.OPEN;
    }
    try {
      String pong = commands().ping().get(settings.budget().toMillis(), TimeUnit.MILLISECONDS);
      return pong == null ? State.DOWN : State.UP;
    } catch (ExecutionException | TimeoutException | RedisException away) {
      LOG.debug("Redis at {} does not answer", settings, away);
      return State.DOWN;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return State.DOWN;
    }
  }

  private RedisAsyncCommands<String, String> commands()
      throws ExecutionException, TimeoutException, InterruptedException {
    return connecting().get(settings.budget().toMillis(), TimeUnit.MILLISECONDS).async();
  }

  /** One connection, opened when it is first wanted; it opens itself again when it breaks. */
  private synchronized CompletableFuture<StatefulRedisConnection<String, String>> connecting() {
    CompletableFuture<StatefulRedisConnection<String, String>> current = connection;
    if (current == null || current.isCompletedExceptionally()) {
      current = client.connectAsync(StringCodec.UTF8, address()).toCompletableFuture();
      connection = current;
    }
    return current;
  }

  private RedisURI address() {
    RedisURI.Builder address =
        RedisURI.builder()
            .withHost(settings.host())
            .withPort(settings.port())
            .withTimeout(CONNECT_LIMIT);
    if (!settings.password().isEmpty()) {
      address.withPassword(settings.password().toCharArray());
    }
    return address.build();
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, CONNECT_LIMIT);
  }
}
