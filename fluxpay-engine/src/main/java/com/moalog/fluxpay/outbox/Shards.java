package com.moalog.fluxpay.outbox;

import com.moalog.fluxpay.database.WorkerDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The shards that this instance may send events of. A lease ends by itself, and each change of
 * owner raises the shard's epoch, so what a former owner writes late has no effect. Confined to the
 * relay's thread.
 */
final class Shards {

  static final Duration LEASE = Duration.ofSeconds(10);
  static final Duration RENEWAL = Duration.ofSeconds(3);

  private final WorkerDatabase database;
  private final String owner;
  private final LongSupplier nanoTime;
  private final Map<Integer, Long> epochs = new TreeMap<>();
  private long renewedAt;

  Shards(WorkerDatabase database, String owner, LongSupplier nanoTime) {
    this.database = database;
    this.owner = owner;
    this.nanoTime = nanoTime;
    this.renewedAt = nanoTime.getAsLong() - LEASE.toNanos();
  }

  /** The owned shards with their epochs; leases are renewed and free shards taken when due. */
  Map<Integer, Long> owned() {
    long now = nanoTime.getAsLong();
    if (now - renewedAt >= RENEWAL.toNanos()) {
      lease();
      renewedAt = now;
    }
    return Map.copyOf(epochs);
  }

  private void lease() {
    epochs.clear();
    database
        .sql(
            """
            UPDATE relay_shards SET
              epoch = epoch
                + CASE WHEN owner = :owner AND lease_until > now() THEN 0 ELSE 1 END,
              owner = :owner,
              lease_until = now() + :lease * interval '1 millisecond'
            WHERE shard IN (
              SELECT shard FROM relay_shards
              WHERE owner = :owner OR lease_until IS NULL OR lease_until < now()
              FOR UPDATE SKIP LOCKED)
            RETURNING shard, epoch
            """)
        .param("owner", owner)
        .param("lease", LEASE.toMillis())
        .query((row, _) -> Map.entry(row.getInt("shard"), row.getLong("epoch")))
        .list()
        .forEach(shard -> epochs.put(shard.getKey(), shard.getValue()));
  }

  /** Whether the leases still hold for long enough to send something. */
  boolean mayStillSend() {
    return nanoTime.getAsLong() - renewedAt < LEASE.dividedBy(2).toNanos();
  }

  /** Lets another instance take over at once. */
  void release() {
    epochs.clear();
    database
        .sql("UPDATE relay_shards SET owner = NULL, lease_until = NULL WHERE owner = :owner")
        .param("owner", owner)
        .update();
  }
}
