package com.moalog.chaos.traffic;

import com.moalog.chaos.http.Http;
import com.moalog.chaos.http.Reply;
import com.moalog.chaos.platform.Addresses;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Users who come, wait for their answer, think and come again until they are told to stop; and one
 * who only asks for the health. Thread-safe.
 */
public final class Traffic implements AutoCloseable {

  private static final int THINK_MILLIS = 500;
  private static final int MORE_THINK_MILLIS = 1_000;
  private static final int HEALTH_PAUSE_MILLIS = 500;
  private static final int NETWORKS = 40;
  private static final int FIRST_NETWORK = 200;

  private final Crowd crowd;
  private final Addresses addresses;
  private final Http http = new Http();
  private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile Phase phase = Phase.BEFORE;
  private volatile boolean goesOn = true;

  /**
   * Who comes.
   *
   * @param number of the experiment: every one has client addresses of its own
   * @param users how many at the same time
   */
  public record Crowd(int number, int users, Mix mix, Members members) {}

  private Traffic(Crowd crowd, Addresses addresses) {
    this.crowd = crowd;
    this.addresses = addresses;
  }

  /** Users come from now on, and count for {@link Phase#BEFORE}. */
  public static Traffic start(Crowd crowd, Addresses addresses) {
    Traffic traffic = new Traffic(crowd, addresses);
    for (int user = 0; user < crowd.users(); user++) {
      int number = user;
      traffic.threads.add(Thread.ofVirtual().start(() -> traffic.use(number)));
    }
    traffic.threads.add(Thread.ofVirtual().start(traffic::watchHealth));
    return traffic;
  }

  /** What is sent from now on counts for that phase. */
  public void enter(Phase next) {
    phase = next;
  }

  private void use(int user) {
    Random random = new Random(crowd.number() * 1_000L + user);
    long payments = 0;
    try {
      while (goesOn) {
        Thread.sleep(THINK_MILLIS + random.nextInt(MORE_THINK_MILLIS));
        boolean isPayment = random.nextDouble() < crowd.mix().payments();
        note(isPayment ? Kind.PAYMENT : Kind.READ, user, isPayment ? payments++ : 0);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void watchHealth() {
    try {
      while (goesOn) {
        note(Kind.HEALTH, 0, 0);
        Thread.sleep(HEALTH_PAUSE_MILLIS);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(Kind kind, int user, long turn) throws InterruptedException {
    Phase sent = phase;
    Reply reply = ask(kind, user, turn);
    if (sent == phase) {
      samples.add(new Sample(sent, kind, Answer.of(reply.status()), reply.nanos()));
    }
  }

  private Reply ask(Kind kind, int user, long turn) throws InterruptedException {
    return switch (kind) {
      case READ -> http.get(server("/api/v1/retro-rooms"), headers(user));
      case PAYMENT -> http.post(server("/api/v1/subscriptions"), keyed(headers(user)), plan(turn));
      case HEALTH -> http.get(server("/health"), Map.of());
    };
  }

  private URI server(String path) {
    return addresses.server().resolve(path);
  }

  /** Choosing another plan than the last time is a new order each time. */
  private static String plan(long turn) {
    return "{\"planName\":\"%s\"}".formatted(turn % 2 == 0 ? "PRO" : "TEAM");
  }

  private static Map<String, String> keyed(Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Idempotency-Key", UUID.randomUUID().toString());
    return all;
  }

  private Map<String, String> headers(int user) {
    return Map.of(
        "Authorization", "Bearer " + crowd.members().token(user), "X-Forwarded-For", from(user));
  }

  private String from(int user) {
    int network = FIRST_NETWORK + crowd.number() % NETWORKS;
    return crowd.mix().isOneAddress()
        ? "10.99.0." + (crowd.number() + 1)
        : "10." + network + ".0." + (user + 1);
  }

  /** Sends the users home and returns what they were answered. */
  public Samples end() throws InterruptedException {
    close();
    for (Thread thread : threads) {
      thread.join();
    }
    return new Samples(samples);
  }

  @Override
  public void close() {
    goesOn = false;
  }
}
