package com.moalog.fluxpay.outbox;

import java.util.List;
import java.util.stream.Stream;

/** The names of the topics. */
final class Topics {

  private static final List<String> AGGREGATES =
      List.of("order", "payment", "refund", "credit", "subscription");

  /**
   * The topics of the aggregates that this engine has, and those of its consumers' dead letters.
   */
  static final List<String> ALL =
      Stream.concat(
              AGGREGATES.stream().map(Topics::of), AGGREGATES.stream().map(Topics::deadLetters))
          .toList();

  private Topics() {}

  static String of(String aggregateType) {
    return "fluxpay." + aggregateType + ".events";
  }

  private static String deadLetters(String aggregateType) {
    return "fluxpay.dlq." + aggregateType + ".events";
  }
}
