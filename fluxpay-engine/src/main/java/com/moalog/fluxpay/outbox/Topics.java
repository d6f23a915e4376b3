package com.moalog.fluxpay.outbox;

import java.util.List;

/** The names of the topics. */
final class Topics {

  /** The topics of the aggregates that this engine has. */
  static final List<String> ALL =
      List.of(of("order"), of("payment"), of("refund"), of("credit"), of("subscription"));

  private Topics() {}

  static String of(String aggregateType) {
    return "fluxpay." + aggregateType + ".events";
  }
}
