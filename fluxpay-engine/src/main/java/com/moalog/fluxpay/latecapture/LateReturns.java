package com.moalog.fluxpay.latecapture;

import com.moalog.fluxpay.database.TenantTransaction;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Late captures that went back already. Stateless. */
public final class LateReturns {

  LateReturns() {}

  /** A late capture of that payment went back by that movement. */
  private record Return(String payment, String transactionKey) {}

  /**
   * The returns of some payments.
   *
   * @param payments whose late captures went back
   * @param transactionKeys by which movements
   */
  public record Known(Set<String> payments, Set<String> transactionKeys) {
    public Known {
      payments = Set.copyOf(payments);
      transactionKeys = Set.copyOf(transactionKeys);
    }
  }

  /** What went back of these payments. */
  public Known of(TenantTransaction transaction, Collection<UUID> payments) {
    List<Return> returns =
        transaction
            .sql(
                """
                SELECT payment_id, COALESCE(psp ->> 'returnedBy', '') AS returned
                FROM reconciliation_items
                WHERE tenant_id = :tenant AND kind = 'LATE_CAPTURE' AND resolved_at IS NOT NULL
                  AND payment_id = ANY(:payments)
                """)
            .param("tenant", transaction.tenant())
            .param("payments", payments.toArray(UUID[]::new))
            .query((row, _) ->
                new Return(
                    row.getObject("payment_id", UUID.class).toString(), row.getString("returned")))
            .list();
    return new Known(
        returns.stream().map(Return::payment).collect(Collectors.toSet()),
        returns.stream().map(Return::transactionKey).collect(Collectors.toSet()));
  }
}
