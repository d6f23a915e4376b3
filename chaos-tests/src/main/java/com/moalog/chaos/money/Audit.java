package com.moalog.chaos.money;

import com.moalog.chaos.http.Http;
import com.moalog.chaos.http.Reply;
import com.moalog.chaos.platform.Addresses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Compares what the payment engine says with what the provider did and with what Kafka carries.
 *
 * @param purchases how many were tried
 * @param captured how many the engine says are paid
 * @param unsettled payments that are neither paid nor failed at the end
 * @param doubled orders for which money was taken more than once
 * @param lost orders that are paid here and not at the provider, or the other way round
 * @param eventsLost paid orders without their event
 * @param eventsDoubled paid orders with two events that a deduplicating consumer would both take
 */
public record Audit(
    int purchases,
    int captured,
    int unsettled,
    int doubled,
    int lost,
    int eventsLost,
    int eventsDoubled) {

  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(150);
  private static final Duration CARRIED_WITHIN = Duration.ofMinutes(1);
  private static final Set<String> UNDER_WAY = Set.of("PROCESSING", "CONFIRMING", "UNKNOWN", "");

  /** Something was paid, and nothing is open, doubled or lost. */
  public boolean isClean() {
    return captured > 0 && unsettled + doubled + lost + eventsLost + eventsDoubled == 0;
  }

  /** Waits until everything is settled and carried, or cannot be any more, and counts. */
  public static Audit of(List<Purchase> purchases, Addresses addresses)
      throws InterruptedException {
    Http http = new Http();
    List<Purchase> asked = purchases.stream().filter(Purchase::isCaptureAsked).toList();
    Map<String, String> ends = awaitEnds(asked, addresses, http);
    List<String> paid =
        asked.stream()
            .filter(each -> "CONFIRMED".equals(ends.get(each.paymentId())))
            .map(Purchase::orderId)
            .toList();
    int doubled = 0;
    int lost = 0;
    for (Purchase purchase : purchases) {
      int captures = captures(purchase.orderId(), addresses, http);
      doubled += captures > 1 ? 1 : 0;
      boolean isPaidHere = paid.contains(purchase.orderId());
      lost += isPaidHere == captures > 0 ? 0 : 1;
    }
    PaidEvents events = PaidEvents.read(addresses.kafka(), Set.copyOf(paid), CARRIED_WITHIN);
    long unsettled = ends.values().stream().filter(UNDER_WAY::contains).count();
    return new Audit(
        purchases.size(),
        paid.size(),
        (int) unsettled,
        doubled,
        lost,
        events.missing(),
        events.doubled());
  }

  private static Map<String, String> awaitEnds(List<Purchase> asked, Addresses addresses, Http http)
      throws InterruptedException {
    long end = System.nanoTime() + SETTLED_WITHIN.toNanos();
    Map<String, String> statuses = statuses(asked, addresses, http);
    while (statuses.values().stream().anyMatch(UNDER_WAY::contains) && System.nanoTime() < end) {
      Thread.sleep(Duration.ofSeconds(1));
      statuses = statuses(asked, addresses, http);
    }
    return statuses;
  }

  private static Map<String, String> statuses(List<Purchase> asked, Addresses addresses, Http http)
      throws InterruptedException {
    List<Map.Entry<String, String>> statuses = new ArrayList<>();
    for (Purchase purchase : asked) {
      Reply reply =
          http.get(
              addresses.fluxpay().resolve("/api/v1/payments/" + purchase.paymentId()),
              Map.of("X-Tenant-Id", "moalog"));
      statuses.add(Map.entry(purchase.paymentId(), reply.data("status")));
    }
    return statuses.stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
  }

  /** How often the provider took money for the order and did not give it back. */
  private static int captures(String orderId, Addresses addresses, Http http)
      throws InterruptedException {
    JsonNode total =
        http.get(addresses.sandbox().resolve("/__admin/effects?orderId=" + orderId), Map.of())
            .json()
            .path("total");
    return total.path("captures").asInt(0) - total.path("cancels").asInt(0);
  }
}
