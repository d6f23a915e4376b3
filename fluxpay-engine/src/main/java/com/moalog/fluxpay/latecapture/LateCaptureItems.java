package com.moalog.fluxpay.latecapture;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** What was found to differ from the provider's record, and what became of it. Stateless. */
final class LateCaptureItems {

  private static final String RETURNED = "RETURNED";

  /** Opens the item, once for each payment. */
  void open(
      TenantTransaction transaction,
      PaymentId payment,
      String paymentKey,
      Money taken,
      Instant now) {
    transaction
        .sql(
            """
            INSERT INTO reconciliation_items
              (id, tenant_id, kind, payment_id, psp_payment_key, local, psp, found_at)
            VALUES (:id, :tenant, 'LATE_CAPTURE', :payment, :key,
              jsonb_build_object('status', 'FAILED'),
              jsonb_build_object('status', 'DONE', 'amount', CAST(:amount AS numeric),
                'currency', CAST(:currency AS text)), :now)
            ON CONFLICT (tenant_id, kind, psp_payment_key) WHERE run_id IS NULL DO NOTHING
            """)
        .param("id", UUID.randomUUID())
        .param("tenant", transaction.tenant())
        .param("payment", payment.value())
        .param("key", paymentKey)
        .param("amount", taken.amount())
        .param("currency", taken.currency().name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * The money is back.
   *
   * @return whether the item was open until now
   */
  boolean resolve(
      TenantTransaction transaction, PaymentId payment, String transactionKey, Instant now) {
    return transaction
            .sql(
                """
                UPDATE reconciliation_items SET resolution = :resolution, resolved_at = :now,
                  psp = psp || jsonb_build_object('returnedBy', CAST(:returned AS text))
                WHERE tenant_id = :tenant AND kind = 'LATE_CAPTURE' AND payment_id = :payment
                  AND resolved_at IS NULL
                """)
            .param("resolution", RETURNED)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("returned", transactionKey)
            .param("tenant", transaction.tenant())
            .param("payment", payment.value())
            .update()
        > 0;
  }
}
