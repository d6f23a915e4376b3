package com.moalog.ratelimiter.server.limiting;

import com.moalog.kit.breaker.FailureWindow;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import com.moalog.ratelimiter.core.redis.RedisConnector;
import com.moalog.ratelimiter.core.redis.RedisFault;
import com.moalog.ratelimiter.core.redis.RedisLimiter;
import com.moalog.ratelimiter.server.settings.FallbackSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Redis with its circuit breaker.
 *
 * <p>Requests never open a connection and never wait for one: while the breaker is open they get no
 * limiter at all. One background thread probes instead. A probe is a real decision on a key of its
 * own, because a server that is out of memory or has become a replica still answers {@code PING};
 * two good probes in a row close the breaker. A probe that is not answered, or that a replica
 * answers, gives its connection up: one which died without a word is replaced, and so is one to a
 * server that is no longer the primary.
 *
 * <p>All changes of state happen under this object's lock; {@link #limiter()} reads one volatile
 * field. Thread-safe.
 */
public final class RedisLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
  private static final int GOOD_PROBES_TO_CLOSE = 2;
  private static final Duration SECOND_PROBE_DELAY = Duration.ofMillis(50);
  private static final TokenBucket PROBE_LIMIT = new TokenBucket(1, new Rate(1, 1));
  private static final StorageKey PROBE_KEY =
      StorageKey.of(PROBE_LIMIT.algorithm().defaultKeyPrefix(), "probe", "probe");

  private final RedisConnector connector;
  private final Duration probeInterval;
  private final Runnable onRecovery;
  private final FailureWindow window;
  private final FaultLog faults = new FaultLog(LOG, System::nanoTime);
  private final CompletableFuture<Void> firstProbe = new CompletableFuture<>();
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("redis-probe").factory());

  private @Nullable RedisLimiter connection;
  private int goodProbes;
  private boolean closed;
  private volatile BreakerState state = BreakerState.OPEN;
  private volatile @Nullable RedisLimiter usable;

  /**
   * A link that is not connected yet.
   *
   * @param onRecovery called each time that Redis decides again
   */
  public RedisLink(RedisConnector connector, FallbackSettings settings, Runnable onRecovery) {
    this.connector = connector;
    this.probeInterval = settings.probeInterval();
    this.window = new FailureWindow(settings.threshold());
    this.onRecovery = onRecovery;
  }

  /** Begins to connect; the stage ends when Redis decides, or the first attempt has failed. */
  public CompletionStage<Void> start() {
    background.execute(this::probe);
    return firstProbe;
  }

  /** The limiter to ask; empty while Redis is away. */
  public Optional<RedisLimiter> limiter() {
    return Optional.ofNullable(usable);
  }

  public BreakerState state() {
    return state;
  }

  /** Reports an answer of the limiter. */
  synchronized void succeeded() {
    window.addSuccess();
  }

  /** Reports a call of the limiter that failed; a lost connection opens the breaker at once. */
  synchronized void failed(RedisFault fault) {
    if (state != BreakerState.CLOSED) {
      return;
    }
    window.addFailure();
    boolean lost = connection == null || !connection.isOpen();
    if (lost || window.isTripped()) {
      open(fault);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      usable = null;
    }
    background.shutdownNow();
    connector.close();
  }

  private void open(RedisFault fault) {
    LOG.warn("Redis at {} does not decide ({}); breaker is open", connector.address(), fault);
    state = BreakerState.OPEN;
    usable = null;
    goodProbes = 0;
    schedule(probeInterval);
  }

  private void probe() {
    RedisLimiter current;
    synchronized (this) {
      if (closed) {
        return;
      }
      current = connection;
    }
    CompletionStage<?> answer =
        current != null && current.isOpen() ? ask(current) : connectAndAsk();
    answer.whenComplete((ok, failure) -> probed(failure));
  }

  private static CompletionStage<?> ask(RedisLimiter limiter) {
    return limiter.check(PROBE_KEY, PROBE_LIMIT, 1);
  }

  private CompletionStage<?> connectAndAsk() {
    return connector
        .connect()
        .thenCompose(fresh -> {
          replaceConnection(fresh);
          return ask(fresh);
        });
  }

  private synchronized void replaceConnection(@Nullable RedisLimiter fresh) {
    if (connection != null) {
      connection.close();
    }
    connection = fresh;
    if (closed && fresh != null) {
      fresh.close();
    }
  }

  private void probed(@Nullable Throwable failure) {
    if (failure != null) {
      RedisFault fault = RedisFault.of(failure);
      faults.report(fault, failure);
      if (fault.wantsNewConnection()) {
        replaceConnection(null);
      }
      badProbe();
      firstProbe.complete(null);
    } else if (goodProbe()) {
      LOG.info("Connected to Redis at {}", connector.address());
      onRecovery.run();
      firstProbe.complete(null);
    }
  }

  private synchronized void badProbe() {
    goodProbes = 0;
    state = BreakerState.OPEN;
    schedule(probeInterval);
  }

  /** Whether this probe closed the breaker. */
  private synchronized boolean goodProbe() {
    goodProbes++;
    if (goodProbes < GOOD_PROBES_TO_CLOSE) {
      state = BreakerState.HALF_OPEN;
      schedule(SECOND_PROBE_DELAY);
      return false;
    }
    window.clear();
    state = BreakerState.CLOSED;
    usable = connection;
    watch();
    return true;
  }

  /** While nobody asks, nobody notices a lost connection: look now and then. */
  private void watch() {
    if (!closed) {
      later(this::look, probeInterval);
    }
  }

  private synchronized void look() {
    if (state != BreakerState.CLOSED) {
      return;
    }
    if (connection == null || !connection.isOpen()) {
      open(RedisFault.CONNECTION);
    } else {
      watch();
    }
  }

  private synchronized void schedule(Duration delay) {
    if (!closed) {
      later(this::probe, delay);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Each task schedules its successor by itself.
  private void later(Runnable task, Duration delay) {
    background.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }
}
