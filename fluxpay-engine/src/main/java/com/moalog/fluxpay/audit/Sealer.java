package com.moalog.fluxpay.audit;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Seals what was appended to the audit log, per tenant in the order of the ids.
 *
 * <p>A row gets its id before it is committed, so a row may appear below ones that are there. It
 * must not be passed over, for an unsealed row below a sealed one is what an insertion looks like.
 * So each look only notes the highest id there is, and the rows up to it are sealed once every
 * transaction that ran at that moment has ended. One instance seals at a time. Confined to its
 * job's thread.
 */
final class Sealer {

  static final int BATCH = 1_000;

  private final TenantTransactions transactions;
  private final WorkerDatabase worker;
  private final IdSource ids;
  private final Map<TenantId, Horizon> horizons = new HashMap<>();

  Sealer(TenantTransactions transactions, WorkerDatabase worker, IdSource ids) {
    this.transactions = transactions;
    this.worker = worker;
    this.ids = ids;
  }

  /**
   * How far a look saw.
   *
   * @param newest the highest id there was
   * @param from transactions from this number on had not begun
   */
  private record Horizon(long newest, long from) {}

  /** What a look sees: itself a horizon, and the oldest transaction that still runs. */
  private record Look(Horizon horizon, long oldestRunning) {}

  private record Row(long id, String text) {}

  /** The newest seal. */
  private record Head(long id, String hash) {}

  /**
   * Seals what can be sealed of all tenants; those with nothing new cost one look at two indexes.
   */
  void seal() {
    for (TenantId tenant : unsealed()) {
      while (transactions.call(caller(tenant), this::seal)) {
        Thread.onSpinWait();
      }
    }
  }

  private List<TenantId> unsealed() {
    return worker
        .sql(
            """
            SELECT t.tenant_id FROM tenants t
            WHERE (SELECT max(a.id) FROM audit_log a WHERE a.tenant_id = t.tenant_id)
              > COALESCE((SELECT max(s.audit_id) FROM audit_seals s
                  WHERE s.tenant_id = t.tenant_id), 0)
            ORDER BY t.tenant_id
            """)
        .query((row, _) -> new TenantId(row.getString("tenant_id")))
        .list();
  }

  private Caller caller(TenantId tenant) {
    return Caller.job(tenant, "sealer", ids);
  }

  /** Whether there may be more to seal. */
  private boolean seal(TenantTransaction transaction) {
    Optional<Look> look = look(transaction);
    if (look.isEmpty()) {
      return false;
    }
    TenantId tenant = transaction.caller().tenant();
    Horizon before = horizons.get(tenant);
    if (before != null && look.get().oldestRunning() < before.from()) {
      return false;
    }
    int sealed = before == null ? 0 : sealUpTo(transaction, before.newest());
    if (sealed < BATCH) {
      horizons.put(tenant, look.get().horizon());
    }
    return sealed == BATCH;
  }

  /** Empty when another instance seals, or nothing was ever appended. */
  private static Optional<Look> look(TenantTransaction transaction) {
    return transaction
        .sql(
            """
            SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest,
              pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next, newest.id
            FROM (SELECT id FROM audit_log WHERE tenant_id = :tenant
              ORDER BY id DESC LIMIT 1) AS newest
            WHERE pg_try_advisory_xact_lock(hashtextextended('audit-seal:' || :tenant, 0))
            """)
        .param("tenant", transaction.tenant())
        .query((row, _) ->
            new Look(new Horizon(row.getLong("id"), row.getLong("next")), row.getLong("oldest")))
        .optional();
  }

  private static int sealUpTo(TenantTransaction transaction, long newest) {
    Head head =
        transaction
            .sql(
                """
                SELECT audit_id, hash FROM audit_seals WHERE tenant_id = :tenant
                ORDER BY audit_id DESC LIMIT 1
                """)
            .param("tenant", transaction.tenant())
            .query((row, _) -> new Head(row.getLong("audit_id"), row.getString("hash")))
            .optional()
            .orElse(new Head(0, Chain.BEGINNING));
    List<Row> rows =
        transaction
            .sql(
                "SELECT a.id, "
                    + Chain.ROW_TEXT
                    + """
                     AS text FROM audit_log a
                    WHERE a.tenant_id = :tenant AND a.id > :sealed AND a.id <= :newest
                    ORDER BY a.id LIMIT :batch
                    """)
            .param("tenant", transaction.tenant())
            .param("sealed", head.id())
            .param("newest", newest)
            .param("batch", BATCH)
            .query((row, _) -> new Row(row.getLong("id"), row.getString("text")))
            .list();
    if (!rows.isEmpty()) {
      insert(transaction, head.hash(), rows);
    }
    return rows.size();
  }

  private static void insert(TenantTransaction transaction, String first, List<Row> rows) {
    List<String> before = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    String last = first;
    for (Row row : rows) {
      before.add(last);
      last = Chain.seal(last, row.text());
      hashes.add(last);
    }
    transaction
        .sql(
            """
            INSERT INTO audit_seals (tenant_id, audit_id, prev_hash, hash)
            SELECT :tenant, seal.* FROM unnest(:ids, :before, :hashes) AS seal
            """)
        .param("tenant", transaction.tenant())
        .param("ids", rows.stream().map(Row::id).toArray(Long[]::new))
        .param("before", before.toArray(String[]::new))
        .param("hashes", hashes.toArray(String[]::new))
        .update();
  }
}
