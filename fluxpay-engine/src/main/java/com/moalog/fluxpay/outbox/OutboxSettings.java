package com.moalog.fluxpay.outbox;

import com.moalog.kit.settings.Variables;
import java.time.Duration;

/**
 * How events reach Kafka.
 *
 * @param relaying whether this instance sends events; they are written in any case
 * @param servers Kafka's bootstrap addresses
 * @param pollPeriod pause between two looks at the outbox when nothing wakes the relay
 * @param batch most events per shard and look
 * @param kept how long events are kept after they were sent
 * @param probePause how long a broker that is away is left alone before it is asked again
 */
public record OutboxSettings(
    boolean relaying,
    String servers,
    Duration pollPeriod,
    int batch,
    Duration kept,
    Duration probePause) {

  private static final int KEPT_DAYS = 7;
  private static final int KEPT_DAYS_MOST = 3_650;

  private static final int PERIOD_MOST_MILLIS = 60_000;
  private static final int BATCH_MOST = 1_000;

  public static OutboxSettings from(Variables variables) {
    String servers = variables.text("KAFKA_SERVERS", "localhost:9092");
    if (!servers.matches("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*")) {
      variables.fault("KAFKA_SERVERS", "must be host:port, separated by commas");
    }
    return new OutboxSettings(
        variables.flag("FLUXPAY_OUTBOX_ENABLED", true),
        servers,
        Duration.ofMillis(
            variables.number("FLUXPAY_OUTBOX_POLLING_INTERVAL_MS", 100, 10, PERIOD_MOST_MILLIS)),
        variables.number("FLUXPAY_OUTBOX_BATCH_SIZE", 100, 1, BATCH_MOST),
        Duration.ofDays(
            variables.number(
                "FLUXPAY_OUTBOX_CLEANUP_RETENTION_DAYS", KEPT_DAYS, 1, KEPT_DAYS_MOST)),
        variables.duration("FLUXPAY_OUTBOX_PROBE_PAUSE", Duration.ofSeconds(5)));
  }
}
