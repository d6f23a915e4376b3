package com.moalog.fluxpay.outbox;

import com.moalog.fluxpay.task.Timetable;
import com.moalog.kit.settings.Variables;
import java.time.Duration;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How events reach Kafka.
 *
 * @param relaying whether this instance sends events; they are written in any case
 * @param servers Kafka's bootstrap addresses
 * @param pollPeriod pause between two looks at the outbox when nothing wakes the relay
 * @param batch most events per shard and look
 * @param retries how often an event is tried again before it waits for operators; 0 is for ever
 * @param legacyAliases whether events carry the names that old consumers read, too
 * @param kept how long events are kept after they were sent
 * @param cleanUp when those that were sent long ago are forgotten, in UTC
 * @param probePause how long a broker that is away is left alone before it is asked again
 */
public record OutboxSettings(
    boolean relaying,
    String servers,
    Duration pollPeriod,
    int batch,
    int retries,
    boolean legacyAliases,
    Duration kept,
    Timetable cleanUp,
    Duration probePause) {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxSettings.class);

  private static final int KEPT_DAYS = 7;
  private static final int KEPT_DAYS_MOST = 3_650;

  private static final int PERIOD_MOST_MILLIS = 60_000;
  private static final int BATCH_MOST = 1_000;
  private static final int RETRIES_MOST = 1_000_000;

  public static OutboxSettings from(Variables variables) {
    String servers = variables.text("KAFKA_SERVERS", "localhost:9092");
    if (!servers.matches("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*")) {
      variables.fault("KAFKA_SERVERS", "must be host:port, separated by commas");
    }
    readShards(variables);
    return new OutboxSettings(
        variables.flag("FLUXPAY_OUTBOX_ENABLED", true),
        servers,
        Duration.ofMillis(
            variables.number("FLUXPAY_OUTBOX_POLLING_INTERVAL_MS", 100, 10, PERIOD_MOST_MILLIS)),
        variables.number("FLUXPAY_OUTBOX_BATCH_SIZE", 100, 1, BATCH_MOST),
        variables.number("FLUXPAY_OUTBOX_MAX_RETRIES", 0, 0, RETRIES_MOST),
        variables.flag("FLUXPAY_OUTBOX_LEGACY_ALIASES", false),
        Duration.ofDays(
            variables.number(
                "FLUXPAY_OUTBOX_CLEANUP_RETENTION_DAYS", KEPT_DAYS, 1, KEPT_DAYS_MOST)),
        Timetable.from(variables, "FLUXPAY_OUTBOX_CLEANUP_CRON", "0 0 3 * * *", ZoneOffset.UTC),
        variables.duration("FLUXPAY_OUTBOX_PROBE_PAUSE", Duration.ofSeconds(5)));
  }

  /** The number is part of the schema: another one would tear the events of a key apart. */
  private static void readShards(Variables variables) {
    int shards = variables.number("FLUXPAY_OUTBOX_SHARDS", Outbox.SHARDS, 1, BATCH_MOST);
    if (shards != Outbox.SHARDS) {
      LOG.warn("FLUXPAY_OUTBOX_SHARDS changes nothing: there are always {}", Outbox.SHARDS);
    }
  }
}
