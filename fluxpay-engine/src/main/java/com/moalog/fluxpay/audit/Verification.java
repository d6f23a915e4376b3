package com.moalog.fluxpay.audit;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.TenantId;
import com.moalog.fluxpay.task.StandingTask;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recomputes the seals of a tenant's audit log and names the rows that are not as they were sealed.
 * Runs once a day by itself. Thread-safe.
 */
final class Verification implements StandingTask {

  /** Most faults that one verification reports. */
  static final int FAULTS_MOST = 100;

  static final int BATCH = 5_000;

  private static final Duration PERIOD = Duration.ofDays(1);
  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

  private final TenantTransactions transactions;
  private final Tasks tasks;
  private final Map<TenantId, Integer> faultsOf = new ConcurrentHashMap<>();

  Verification(TenantTransactions transactions, Tasks tasks, MeterRegistry meters) {
    this.transactions = transactions;
    this.tasks = tasks;
    Gauge.builder("fluxpay.audit.faults", this, Verification::known)
        .description("rows of the audit log that are not what was sealed, at the last look")
        .register(meters);
  }

  private double known() {
    return faultsOf.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What is wrong with a row. */
  enum Kind {
    CHANGED,
    REMOVED,
    /** It stands below sealed rows, and no seal knows it. */
    INSERTED,
    /** Its seal does not hang on the seal before it: a seal was removed or replaced. */
    UNCHAINED
  }

  record Fault(long auditId, Kind kind) {}

  /**
   * What was found.
   *
   * @param checked how many rows
   * @param head the newest seal; kept elsewhere, it shows whether all seals were replaced
   */
  record Report(long checked, @Nullable Head head, List<Fault> faults) {
    Report {
      faults = List.copyOf(faults);
    }
  }

  /** The newest seal. */
  record Head(long auditId, String hash) {}

  /** A sealed row: as it was sealed, and as it is now. */
  private record Sealed(
      long id, @Nullable String before, @Nullable String hash, @Nullable String row) {}

  @Override
  public TaskKind kind() {
    return TaskKind.AUDIT_VERIFY;
  }

  /** The next run is set before the work, which may last longer than the lease of its task. */
  @Override
  public Outcome run(Caller caller, String reference, int attempt) {
    transactions.run(caller, transaction -> tasks.schedule(transaction, kind(), reference, PERIOD));
    Report report = verify(caller);
    if (!report.faults().isEmpty()) {
      LOG.error("TAMPERED: the audit log has faults: {}", report.faults());
    }
    LOG.info("the audit log is verified: {} rows checked", report.checked());
    return new Outcome.Rescheduled();
  }

  /** Goes through all sealed rows, a batch per transaction. */
  Report verify(Caller caller) {
    List<Fault> faults = new ArrayList<>();
    long checked = 0;
    Head head = new Head(0, Chain.BEGINNING);
    while (true) {
      long after = head.auditId();
      List<Sealed> batch = transactions.call(caller, transaction -> batch(transaction, after));
      if (batch.isEmpty()) {
        faultsOf.put(caller.tenant(), faults.size());
        return new Report(checked, head.auditId() == 0 ? null : head, faults);
      }
      for (Sealed sealed : batch) {
        head = checked(sealed, head, faults);
      }
      checked += batch.size();
    }
  }

  private static Head checked(Sealed sealed, Head before, List<Fault> faults) {
    String hash = sealed.hash();
    String row = sealed.row();
    if (hash == null) {
      add(faults, sealed, Kind.INSERTED);
      return before;
    }
    if (!before.hash().equals(sealed.before())) {
      add(faults, sealed, Kind.UNCHAINED);
    }
    if (row == null) {
      add(faults, sealed, Kind.REMOVED);
    } else if (!Chain.seal(String.valueOf(sealed.before()), row).equals(hash)) {
      add(faults, sealed, Kind.CHANGED);
    }
    return new Head(sealed.id(), hash);
  }

  private static void add(List<Fault> faults, Sealed sealed, Kind kind) {
    if (faults.size() < FAULTS_MOST) {
      faults.add(new Fault(sealed.id(), kind));
    }
  }

  /** Up to the next so many seals, with every row that stands between them. */
  private static List<Sealed> batch(TenantTransaction transaction, long after) {
    return transaction
        .sql(
            """
            WITH seal AS (
              SELECT audit_id, prev_hash, hash FROM audit_seals
              WHERE tenant_id = :tenant AND audit_id > :after ORDER BY audit_id LIMIT :batch),
            entry AS (
              SELECT a.id, %s AS text FROM audit_log a
              WHERE a.tenant_id = :tenant AND a.id > :after
                AND a.id <= (SELECT max(audit_id) FROM seal))
            SELECT COALESCE(audit_id, id) AS id, prev_hash, hash, text
            FROM seal FULL JOIN entry ON id = audit_id ORDER BY 1
            """
                .formatted(Chain.ROW_TEXT))
        .param("tenant", transaction.tenant())
        .param("after", after)
        .param("batch", BATCH)
        .query((row, _) ->
            new Sealed(
                row.getLong("id"),
                row.getString("prev_hash"),
                row.getString("hash"),
                row.getString("text")))
        .list();
  }
}
