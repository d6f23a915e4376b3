package com.moalog.fluxpay.idempotency;

import com.moalog.fluxpay.database.WorkerDatabase;

/** Deletes keys that nobody may repeat any more. Thread-safe. */
final class ExpiredKeys {

  static final int BATCH = 1_000;

  private final WorkerDatabase database;

  ExpiredKeys(WorkerDatabase database) {
    this.database = database;
  }

  /** Deletes all expired keys, in small statements. Safe to run in several instances at once. */
  int delete() {
    int total = 0;
    int deleted;
    do {
      deleted =
          database
              .sql(
                  """
                  DELETE FROM idempotency_keys WHERE id IN (
                    SELECT id FROM idempotency_keys WHERE expires_at < now() LIMIT :batch)
                  """)
              .param("batch", BATCH)
              .update();
      total += deleted;
    } while (deleted == BATCH);
    return total;
  }
}
