package com.moalog.fluxpay.outbox;

import com.moalog.fluxpay.operations.Dependency;
import com.moalog.fluxpay.outbox.OutboxRows.Unsent;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to Kafka: those of one key strictly one after the other, those of different keys at
 * the same time. An event is marked only after it was acknowledged, so it is sent at least once. An
 * event that cannot be sent now stops its own key alone; when several in a row cannot be sent, the
 * breaker opens: the broker is taken to be away and is asked with one event at a time. {@link #run}
 * is confined to one thread.
 */
final class Relay {

  /** Most keys at a time. */
  static final int CONCURRENT_KEYS = 256;

  /** So many failures in a row mean that the broker is away. */
  static final int FAILURES_UNTIL_OPEN = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final int DOUBLINGS = 8;

  private final OutboxSettings settings;
  private final Shards shards;
  private final OutboxRows rows;
  private final Kafka kafka;
  private final CircuitBreaker breaker;
  private final RandomGenerator random;
  private final LongAdder published = new LongAdder();
  private boolean topicsCreated;

  Relay(
      OutboxSettings settings,
      Shards shards,
      OutboxRows rows,
      Broker broker,
      RandomGenerator random) {
    this.settings = settings;
    this.shards = shards;
    this.rows = rows;
    this.kafka = broker.kafka();
    this.breaker = broker.breaker();
    this.random = random;
  }

  /** Kafka, and whether it is taken to be there. */
  record Broker(Kafka kafka, CircuitBreaker breaker) implements Dependency {

    @Override
    public String name() {
      return "kafka";
    }

    @Override
    public State look() {
      if (breaker.getState() != CircuitBreaker.State.CLOSED) {
        return State.OPEN;
      }
      return kafka.isConnected() ? State.UP : State.DOWN;
    }
  }

  /** How many events were acknowledged and marked. */
  long published() {
    return published.sum();
  }

  /** Sends what is due, until nothing is. */
  void run() {
    while (runOnce() && shards.mayStillSend()) {
      LOG.trace("there may be more to send");
    }
  }

  /** Whether everything was sent that was found, so that there may be more. */
  private boolean runOnce() {
    Map<Integer, Long> epochs = shards.owned();
    if (epochs.isEmpty() || !breaker.tryAcquirePermission()) {
      return false;
    }
    boolean probing = breaker.getState() == CircuitBreaker.State.HALF_OPEN;
    try {
      return sendDue(epochs, probing);
    } finally {
      // The broker was not asked, or neither answered nor failed: the one probe is still to come.
      if (probing && breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
        breaker.releasePermission();
      }
    }
  }

  private boolean sendDue(Map<Integer, Long> epochs, boolean probing) {
    List<PendingEvent> due = rows.due(epochs.keySet(), settings.batch());
    if (due.isEmpty() || !topicsExist()) {
      return false;
    }
    boolean allSent = send(probing ? due.subList(0, 1) : due, epochs);
    if (probing && allSent && breaker.getState() == CircuitBreaker.State.CLOSED) {
      LOG.info("Kafka is back");
      rows.retryNow(epochs.keySet());
    }
    return allSent;
  }

  private boolean topicsExist() {
    if (!topicsCreated) {
      topicsCreated = kafka.createTopics(Topics.ALL);
      if (!topicsCreated) {
        failed("no topics");
      }
    }
    return topicsCreated;
  }

  private boolean send(List<PendingEvent> batch, Map<Integer, Long> epochs) {
    Map<String, List<PendingEvent>> keys = new LinkedHashMap<>();
    batch.forEach(event -> keys.computeIfAbsent(event.key(), _ -> new ArrayList<>()).add(event));
    List<PendingEvent> sent = Collections.synchronizedList(new ArrayList<>());
    List<Stopped> stopped = Collections.synchronizedList(new ArrayList<>());
    Semaphore places = new Semaphore(CONCURRENT_KEYS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (List<PendingEvent> events : keys.values()) {
        places.acquireUninterruptibly();
        Future<?> _ =
            threads.submit(() -> {
              try {
                inOrder(events, sent, stopped);
              } finally {
                places.release();
              }
            });
      }
    }
    rows.published(List.copyOf(sent), epochs);
    published.add(sent.size());
    if (!sent.isEmpty()) {
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }
    stop(List.copyOf(stopped), epochs);
    return stopped.isEmpty();
  }

  /** An event that was not acknowledged; those of its key behind it were not sent. */
  private record Stopped(PendingEvent event, Kafka.Receipt receipt) {}

  private void inOrder(List<PendingEvent> events, List<PendingEvent> sent, List<Stopped> stopped) {
    for (PendingEvent event : events) {
      // The broker is away: the others need not find that out one by one.
      if (stopped.size() >= FAILURES_UNTIL_OPEN || !shards.mayStillSend()) {
        return;
      }
      Kafka.Receipt receipt = kafka.send(event);
      if (!(receipt instanceof Kafka.Receipt.Acknowledged)) {
        stopped.add(new Stopped(event, receipt));
        return;
      }
      sent.add(event);
    }
  }

  /** The breaker learns of it first, so that the broker is left alone whatever else fails. */
  private void stop(List<Stopped> stopped, Map<Integer, Long> epochs) {
    List<Unsent> later = new ArrayList<>();
    List<Unsent> never = new ArrayList<>();
    for (Stopped one : stopped) {
      PendingEvent event = one.event();
      switch (one.receipt()) {
        case Kafka.Receipt.Acknowledged() -> LOG.trace("acknowledged");
        case Kafka.Receipt.Failed(String cause) -> {
          failed(cause);
          (mayRetry(event) ? later : never).add(new Unsent(event, cause, pause(event.retries())));
        }
        case Kafka.Receipt.Refused(String cause) ->
            never.add(new Unsent(event, cause, Duration.ZERO));
      }
    }
    never.forEach(unsent ->
        LOG.error(
            "event {} is not sent, its key waits: {}",
            unsent.event().labels().eventId(),
            unsent.cause()));
    rows.retryLater(later, epochs);
    rows.refused(never, epochs);
  }

  private boolean mayRetry(PendingEvent event) {
    return settings.retries() == 0 || event.retries() < settings.retries();
  }

  private void failed(String cause) {
    boolean wasClosed = breaker.getState() == CircuitBreaker.State.CLOSED;
    breaker.onError(0, TimeUnit.NANOSECONDS, new IOException(cause));
    if (wasClosed && breaker.getState() == CircuitBreaker.State.OPEN) {
      LOG.warn("Kafka is away, events wait in the outbox: {}", cause);
    }
  }

  private Duration pause(int retries) {
    long planned = FIRST_PAUSE_MILLIS << Math.min(retries, DOUBLINGS);
    long millis = Math.min(planned, LONGEST_PAUSE_MILLIS);
    return Duration.ofMillis(random.nextLong(millis / 2, millis + 1));
  }
}
