package com.moalog.sandbox.toss;

import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.toss.model.Payment;
import com.moalog.sandbox.toss.model.PaymentMethod;
import com.moalog.sandbox.toss.model.PaymentStatus;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells merchants of changes as the provider does: late, twice, out of order and after lost tries,
 * as far as their scripts say so. Messages that wait are forgotten when the process ends.
 * Thread-safe.
 */
final class WebhookSender implements AutoCloseable {

  static final int MAX_SCRIPTS = 100;
  static final int MAX_LISTED = 1_000;
  static final int MAX_WAITING = 10_000;

  /** The provider's pauses after each try that was not answered with 2xx. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(4),
          Duration.ofMinutes(16),
          Duration.ofMinutes(64),
          Duration.ofMinutes(256),
          Duration.ofMinutes(1_024),
          Duration.ofMinutes(4_096));

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Map<Integer, WebhookScript> scripts = new LinkedHashMap<>();
  private final Map<Integer, List<Message>> held = new LinkedHashMap<>();
  private final Deque<Delivery> deliveries = new ArrayDeque<>();
  private final SplittableRandom random;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(LIMIT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private int lastId;
  private int waiting;

  WebhookSender(InstantSource clock, long seed) {
    this.clock = clock;
    this.random = new SplittableRandom(seed);
  }

  /** A message, and how it is sent. */
  private record Message(WebhookScript script, String id, String type, String about, String body) {}

  /**
   * A try, as it ended.
   *
   * @param httpStatus absent when nothing was sent or nobody answered
   */
  record Delivery(
      String transmissionId,
      String eventType,
      String orderId,
      int attempt,
      @Nullable Integer httpStatus) {}

  synchronized int add(WebhookScript script) {
    if (scripts.size() == MAX_SCRIPTS) {
      throw Fields.refused("there are " + MAX_SCRIPTS + " webhooks already");
    }
    scripts.put(++lastId, script);
    return lastId;
  }

  synchronized Map<Integer, WebhookScript> scripts() {
    return Map.copyOf(scripts);
  }

  /** The newest tries, oldest first. */
  synchronized List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  synchronized void clear() {
    scripts.clear();
    held.clear();
    deliveries.clear();
  }

  /** A payment moved. */
  synchronized void changed(Payment payment) {
    scripts.forEach((id, script) -> {
      String wanted = script.orderId();
      if (wanted == null || wanted.equals(payment.session().orderId())) {
        messages(script, payment).forEach(message -> send(id, message));
      }
    });
  }

  private List<Message> messages(WebhookScript script, Payment payment) {
    List<Message> messages = new ArrayList<>();
    if (script.events().contains(WebhookScript.STATUS_CHANGED)) {
      ObjectNode body = Json.object().put("eventType", WebhookScript.STATUS_CHANGED);
      body.put("createdAt", PaymentJson.time(clock.instant()));
      body.set("data", PaymentJson.of(payment, false));
      messages.add(message(script, WebhookScript.STATUS_CHANGED, payment, body));
    }
    boolean paidIn =
        payment.session().method() == PaymentMethod.VIRTUAL_ACCOUNT
            && payment.status() == PaymentStatus.DONE;
    if (paidIn && script.events().contains(WebhookScript.DEPOSIT)) {
      JsonNode body =
          Json.object()
              .put("createdAt", PaymentJson.time(clock.instant()))
              .put("secret", payment.session().secret())
              .put("status", payment.status().name())
              .put("transactionKey", payment.lastTransactionKey())
              .put("orderId", payment.session().orderId());
      messages.add(message(script, WebhookScript.DEPOSIT, payment, body));
    }
    return messages;
  }

  private static Message message(
      WebhookScript script, String type, Payment payment, JsonNode body) {
    String about = payment.session().orderId();
    return new Message(script, UUID.randomUUID().toString(), type, about, Json.text(body));
  }

  private void send(int id, Message message) {
    WebhookScript script = message.script();
    for (int copy = 0; copy <= script.duplicates(); copy++) {
      if (!script.shuffled()) {
        later(script.delay(), () -> attempt(message, 1));
      } else if (held.computeIfAbsent(id, _ -> new ArrayList<>()).add(message)
          && held.get(id).size() == 1) {
        later(script.delay(), () -> release(id));
      }
    }
  }

  private void later(Duration pause, Runnable work) {
    if (waiting < MAX_WAITING) {
      waiting++;
      Future<?> _ =
          timer.schedule(
              () -> {
                synchronized (this) {
                  waiting--;
                }
                Thread.ofVirtual().start(work);
              },
              pause.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  /** What was held back goes out in an order that chance decides. */
  private void release(int id) {
    List<Message> messages = new ArrayList<>();
    synchronized (this) {
      List<Message> waited = held.remove(id);
      if (waited != null) {
        messages.addAll(waited);
        for (int i = messages.size() - 1; i > 0; i--) {
          Collections.swap(messages, i, random.nextInt(i + 1));
        }
      }
    }
    messages.forEach(message -> attempt(message, 1));
  }

  private void attempt(Message message, int number) {
    boolean lost = number <= message.script().failFirst();
    @Nullable Integer status = lost ? null : status(message, number);
    synchronized (this) {
      if (deliveries.size() == MAX_LISTED) {
        deliveries.removeFirst();
      }
      deliveries.add(new Delivery(message.id(), message.type(), message.about(), number, status));
      boolean taken = status != null && status / 100 == 2;
      if (!taken && number <= PAUSES.size()) {
        double millis = PAUSES.get(number - 1).toMillis() * message.script().timeFactor();
        later(Duration.ofMillis((long) millis), () -> attempt(message, number + 1));
      }
    }
  }

  private @Nullable Integer status(Message message, int number) {
    HttpRequest request =
        HttpRequest.newBuilder(message.script().url())
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .header("tosspayments-webhook-transmission-id", message.id())
            .header("tosspayments-webhook-transmission-time", PaymentJson.time(clock.instant()))
            .header("tosspayments-webhook-transmission-retried-count", Integer.toString(number - 1))
            .POST(HttpRequest.BodyPublishers.ofString(message.body()))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException away) {
      return null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.shutdownNow();
  }
}
