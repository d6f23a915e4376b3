package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** More payments at a time than the engine may have calls under way at the provider. */
class CrowdTest {

  private static final int CUSTOMERS = 75;
  private static final int PLACES = 50;

  /** A payment that waits to be approved in a session. */
  private record Waiting(String payment, String session) {}

  @Test
  void whoFindsNoPlaceIsToldToComeAgainAndIsApprovedThen() throws Exception {
    try (TestEngine patient = TestEngine.start(Map.of("TOSS_READ_TIMEOUT", "15s"))) {
      crowd(new Shop(patient));
    }
  }

  private static void crowd(Shop shop) throws InterruptedException {
    List<Waiting> all = new ArrayList<>();
    for (int number = 0; number < CUSTOMERS; number++) {
      String order = shop.order();
      all.add(new Waiting(shop.payment(order), shop.session(order)));
    }
    shop.failLookups("{\"delay\":{\"ms\":8000}}", PLACES);

    List<Client.Reply> first = atOnce(shop, all);

    assertThat(first).extracting(Client.Reply::status).containsOnly(200, 503);
    assertThat(first)
        .filteredOn(reply -> reply.status() == 503)
        .isNotEmpty()
        .allSatisfy(reply -> assertThat(reply.code()).isEqualTo("SYS_002"));
    List<Waiting> refused = new ArrayList<>();
    for (int number = 0; number < CUSTOMERS; number++) {
      if (first.get(number).status() == 503) {
        refused.add(all.get(number));
      }
    }
    assertThat(refused)
        .allSatisfy(one ->
            assertThat(shop.approve(one.payment(), one.session()).data("status"))
                .isEqualTo("APPROVED"));
  }

  private static List<Client.Reply> atOnce(Shop shop, List<Waiting> all)
      throws InterruptedException {
    List<Callable<Client.Reply>> calls =
        all.stream()
            .<Callable<Client.Reply>>map(one -> () -> shop.approve(one.payment(), one.session()))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(calls).stream().map(reply -> reply.resultNow()).toList();
    }
  }
}
